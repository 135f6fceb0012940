using System.Data.Common;
using Sammenhaeng.Application;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Keys;
using Sammenhaeng.Infrastructure;

namespace Sammenhaeng.Web.Verbs;

/// <summary>
/// What a verb needs that works on the database and ends: the product's services without web or jobs, as the system itself, and one
/// line instead of a stack trace where the database is not as it should be.
/// </summary>
internal static class VerbHost
{
    private const string UndefinedTable = "42P01";

    public static async Task<int> RunAsync(
        Arguments given, Func<IServiceProvider, CancellationToken, Task<int>> work, Action<HostApplicationBuilder>? prepare = null)
    {
        using var interrupt = new Interrupt();
        using var host = Build(given, prepare);
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentCaller>().Is(Caller.System("console"));
        try
        {
            return await work(scope.ServiceProvider, interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            throw new CouldNotRunException("stopped. What had been done is kept.");
        }
        catch (Exception failure) when (Within<KeyRingException>(failure) is { } keys)
        {
            throw new CouldNotRunException(keys.Message);
        }
        catch (Exception failure) when (Within<DbException>(failure) is { } error)
        {
            throw new CouldNotRunException(error.SqlState switch
            {
                UndefinedTable => "the database is not prepared. Run 'sammenhaeng migrate' first.",
                null => "the database does not answer. ConnectionStrings:Sammenhaeng says where it should be.",
                var state => $"the database said no (SQLSTATE {state}).",
            });
        }
    }

    private static IHost Build(Arguments given, Action<HostApplicationBuilder>? prepare)
    {
        var builder = Host.CreateApplicationBuilder(given.Settings);
        Settings.Apply(builder, given);
        builder.Logging.ClearProviders();
        builder.Services.AddApplication();
        builder.Services.AddInfrastructure(builder.Configuration);
        prepare?.Invoke(builder);
        return builder.Build();
    }

    private static TException? Within<TException>(Exception failure)
        where TException : Exception
    {
        for (Exception? each = failure; each is not null; each = each.InnerException)
        {
            if (each is TException found)
            {
                return found;
            }
        }
        return null;
    }
}
