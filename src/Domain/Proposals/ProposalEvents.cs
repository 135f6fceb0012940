using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Domain.Proposals;

/// <summary>Somebody has proposed that an area changes something of its own.</summary>
public sealed record ProposalMade(ProposalId ProposalId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>The area has said yes, no, or something in between.</summary>
public sealed record ProposalAnswered(ProposalId ProposalId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>Whoever proposed it no longer does.</summary>
public sealed record ProposalWithdrawn(ProposalId ProposalId, CitizenId CitizenId) : ICitizenEvent;
