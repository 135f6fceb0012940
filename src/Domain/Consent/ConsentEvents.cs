using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Domain.Consent;

/// <summary>Somebody is to be asked whether two areas may share.</summary>
public sealed record ConsentAsked(ConsentRecordId ConsentId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>Everybody who had to has said yes.</summary>
public sealed record ConsentGiven(ConsentRecordId ConsentId, CitizenId CitizenId) : IChangesCourse;

/// <summary>One of those who had to agree has said no.</summary>
public sealed record ConsentDeclined(ConsentRecordId ConsentId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>What was given is given no longer. It acts at once.</summary>
public sealed record ConsentWithdrawn(ConsentRecordId ConsentId, CitizenId CitizenId) : IChangesCourse;

/// <summary>A plan is shown to another area from now on.</summary>
public sealed record PlanShared(GivenShareId ShareId, CitizenId CitizenId) : IChangesCourse;

/// <summary>A plan is shown to another area no longer.</summary>
public sealed record SharingStopped(GivenShareId ShareId, CitizenId CitizenId) : IChangesCourse;
