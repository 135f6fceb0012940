using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Domain.Coordination;

/// <summary>Somebody was asked to be the coordinator and has not answered yet.</summary>
public sealed record CoordinatorProposed(CoordinatorAssignmentId AssignmentId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>The role is held from now on.</summary>
public sealed record CoordinatorTookOn(CoordinatorAssignmentId AssignmentId, CitizenId CitizenId) : IChangesCourse;

public sealed record CoordinatorDeclined(CoordinatorAssignmentId AssignmentId, CitizenId CitizenId) : ICitizenEvent;

public sealed record CoordinatorProposalWithdrawn(CoordinatorAssignmentId AssignmentId, CitizenId CitizenId) : ICitizenEvent;

public sealed record CoordinatorEnded(CoordinatorAssignmentId AssignmentId, CitizenId CitizenId) : IChangesCourse;

public sealed record CoordinatorMandateChanged(CoordinatorAssignmentId AssignmentId, CitizenId CitizenId) : ICitizenEvent;
