namespace Sammenhaeng.Domain.Kernel;

public abstract class AggregateRoot
{
    private readonly List<IDomainEvent> _events = [];

    /// <summary>Grows with every change, also of a child, and is what two writers are compared by.</summary>
    public long Revision { get; private set; }

    /// <summary>Something has changed that nobody needs to hear of.</summary>
    protected void Changed() => Revision++;

    protected void Raise(IDomainEvent domainEvent)
    {
        Changed();
        _events.Add(domainEvent);
    }

    /// <summary>Hands over what has happened since the last time, once.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        if (_events.Count == 0)
        {
            return [];
        }

        var taken = _events.ToArray();
        _events.Clear();
        return taken;
    }
}
