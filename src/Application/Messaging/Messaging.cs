using System.Reflection;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Messaging;

// The only file that names MediatR. Version 5.1.0 has the token in the middle of a behaviour and wants a ServiceFactory;
// a move to a later version changes the marked lines and nothing else.

/// <summary>Asks; changes nothing.</summary>
public interface IQuery<TAnswer> : IRequest<TAnswer>;

/// <summary>Changes something, or is refused.</summary>
public interface ICommand<TValue> : IRequest<Result<TValue>>, ICommand;

/// <summary>What all commands have in common, for steps that serve commands only.</summary>
public interface ICommand;

public interface IQueryHandler<TQuery, TAnswer> : IRequestHandler<TQuery, TAnswer>
    where TQuery : IQuery<TAnswer>;

public interface ICommandHandler<TCommand, TValue> : IRequestHandler<TCommand, Result<TValue>>
    where TCommand : ICommand<TValue>;

public interface ISender
{
    Task<TAnswer> Send<TAnswer>(IRequest<TAnswer> request, CancellationToken cancellationToken = default);
}

/// <summary>Stands around a handler. Steps run in the order of registration, the first outermost.</summary>
public abstract class Step<TRequest, TAnswer> : IPipelineBehavior<TRequest, TAnswer>
    where TRequest : notnull
{
    protected abstract Task<TAnswer> Around(TRequest request, Func<Task<TAnswer>> next, CancellationToken cancellationToken);

    Task<TAnswer> IPipelineBehavior<TRequest, TAnswer>.Handle(
        TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TAnswer> next) => // 5.1.0: token in the middle
        Around(request, () => next(), cancellationToken);
}

public static class MessagingRegistration
{
    /// <summary>Registers the sender and every handler of the assembly.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, Assembly assembly)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService!); // 5.1.0 only
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<ISender, Sender>();
        foreach (var type in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false }))
        {
            foreach (var contract in type.GetInterfaces().Where(IsHandler))
            {
                services.AddTransient(contract, type);
            }
        }
        return services;
    }

    /// <summary>Adds an open generic step. One that is bound to commands is left out of queries by the container.</summary>
    public static IServiceCollection AddStep(this IServiceCollection services, Type step) =>
        services.AddTransient(typeof(IPipelineBehavior<,>), step);

    /// <summary>Every request of the assembly: what the house tests walk through.</summary>
    public static IReadOnlyList<Type> RequestsOf(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IBaseRequest)))];

    private static bool IsHandler(Type contract) =>
        contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>);

    private sealed class Sender(IMediator mediator) : ISender
    {
        public Task<TAnswer> Send<TAnswer>(IRequest<TAnswer> request, CancellationToken cancellationToken) =>
            mediator.Send(request, cancellationToken);
    }
}
