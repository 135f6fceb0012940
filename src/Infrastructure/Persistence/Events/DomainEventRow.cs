using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Infrastructure.Persistence.Events;

/// <summary>An event as it is kept: outbox first, history for ever after.</summary>
internal sealed class DomainEventRow
{
    public required Guid Id { get; init; }

    /// <summary>Given by the database: the order in which events of one citizen are handed on.</summary>
    public long Sequence { get; private set; }

    public required string Name { get; init; }

    public required string Payload { get; init; }

    public required CitizenId? CitizenId { get; init; }

    /// <summary>By the business clock, as people will read it.</summary>
    public required DateTimeOffset HappenedAt { get; init; }

    public DateTimeOffset? DispatchedAt { get; init; }

    public int Tries { get; private set; }

    public DateTimeOffset? NextTryAt { get; private set; }

    public DateTimeOffset? ParkedAt { get; private set; }

    /// <summary>The exception's type, never its message, which may hold anything.</summary>
    public string? LastError { get; private set; }
}
