using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Staff;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Bench;

/// <summary>Requests of a caseworker of one large area, access step and log and all.</summary>
internal static class Requests
{
    public const string Area = "AHL";
    private static readonly Caller Caseworker = Caller.WithSubject("bench", "bench");

    public static Task RegisterAsync(ServiceProvider services) => SendAsync(services, Caller.System("bench"), sender => sender.Send(
        new RegisterStaff("bench", "Test Måler", [Roles.Caseworker], [Area], new DateOnly(2020, 1, 1), [])));

    /// <returns>Milliseconds.</returns>
    public static async Task<double> TimeAsync<TView>(ServiceProvider services, IQuery<TView> query)
    {
        var watch = Stopwatch.StartNew();
        await SendAsync(services, Caseworker, sender => sender.Send(query));
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <returns>Milliseconds.</returns>
    public static async Task<double> TimeAsync<TValue>(ServiceProvider services, ICommand<TValue> command)
    {
        var watch = Stopwatch.StartNew();
        await SendAsync(services, Caseworker, sender => sender.Send(command));
        return watch.Elapsed.TotalMilliseconds;
    }

    private static async Task SendAsync<T>(ServiceProvider services, Caller caller, Func<ISender, Task<T>> send)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(caller);
        await send(scope.ServiceProvider.GetRequiredService<ISender>());
    }
}
