using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Application.Events;

/// <summary>
/// Reacts to an event after its change was committed. Called inside a write transaction together with the mark that it was called,
/// so its effects in the database happen once however often it is tried. Save through ISammenhaengDb; send nothing from here.
/// </summary>
public interface IOn<in TEvent>
    where TEvent : IDomainEvent
{
    Task HandleAsync(TEvent happened, CancellationToken cancellationToken);
}

/// <summary>Wakes the workers of this process, at best: they also look by themselves, four times a second.</summary>
public interface IWakeWorkers
{
    void Wake();
}
