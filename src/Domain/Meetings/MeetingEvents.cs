using Sammenhaeng.Domain.Citizens;

namespace Sammenhaeng.Domain.Meetings;

/// <summary>A network meeting has been called.</summary>
public sealed record MeetingCalled(NetworkMeetingId MeetingId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>It will not be held.</summary>
public sealed record MeetingCancelled(NetworkMeetingId MeetingId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>What was decided has been put together, for the citizen to say whether it is right.</summary>
public sealed record MeetingEnded(NetworkMeetingId MeetingId, CitizenId CitizenId) : ICitizenEvent;

/// <summary>The citizen has said what they think of it; from here on nothing of it changes.</summary>
public sealed record MinutesFrozen(NetworkMeetingId MeetingId, CitizenId CitizenId) : ICitizenEvent;
