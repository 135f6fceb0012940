using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Proposals;

public readonly record struct ProposalId(Guid Value) : IId<ProposalId>
{
    public static ProposalId From(Guid value) => new(value);

    /// <summary>Public, so it tells nothing of when.</summary>
    public static ProposalId New() => new(Guid.NewGuid());
}
