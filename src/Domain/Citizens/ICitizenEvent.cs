using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Citizens;

/// <summary>An event about one citizen. Events of the same citizen are handed on in the order they happened.</summary>
public interface ICitizenEvent : IDomainEvent
{
    CitizenId CitizenId { get; }
}

/// <summary>The course the rules see is no longer the same: saving this marks the citizen due for re-check.</summary>
public interface IChangesCourse : ICitizenEvent;
