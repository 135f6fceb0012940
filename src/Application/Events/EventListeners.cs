using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Events;

/// <summary>One class that listens to one event. Its name stands in the database for ever: it says what has been dealt with.</summary>
public abstract record EventListener(Type EventType, Type ListenerType)
{
    public string Name => ListenerType.Name;

    public abstract Task CallAsync(IServiceProvider services, IDomainEvent happened, CancellationToken cancellationToken);

    internal sealed record Of<TEvent, TListener>() : EventListener(typeof(TEvent), typeof(TListener))
        where TEvent : IDomainEvent
        where TListener : class, IOn<TEvent>
    {
        public override Task CallAsync(IServiceProvider services, IDomainEvent happened, CancellationToken cancellationToken) =>
            services.GetRequiredService<TListener>().HandleAsync((TEvent)happened, cancellationToken);
    }
}

/// <summary>Who listens to what.</summary>
public sealed class EventListeners(IEnumerable<EventListener> listeners)
{
    private readonly FrozenDictionary<Type, EventListener[]> _byEvent = listeners
        .GroupBy(listener => listener.EventType)
        .ToFrozenDictionary(group => group.Key, group => group.OrderBy(listener => listener.Name, StringComparer.Ordinal).ToArray());

    public IReadOnlyList<EventListener> Of(Type eventType) => _byEvent.GetValueOrDefault(eventType, []);
}

public static class EventListenersRegistration
{
    public static IServiceCollection AddListeners(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false }))
        {
            services.AddListener(type);
        }
        return services;
    }

    /// <summary>Registers the class for every event it listens to; one that listens to none is left out.</summary>
    public static IServiceCollection AddListener(this IServiceCollection services, Type type)
    {
        var events = EventsOf(type);
        if (events.Count > 0)
        {
            services.AddTransient(type);
        }
        foreach (var heard in events)
        {
            services.AddSingleton((EventListener)Activator.CreateInstance(typeof(EventListener.Of<,>).MakeGenericType(heard, type))!);
        }
        return services;
    }

    public static IReadOnlyList<Type> EventsOf(Type listener) =>
    [
        .. listener.GetInterfaces()
            .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IOn<>))
            .Select(contract => contract.GetGenericArguments()[0]),
    ];
}
