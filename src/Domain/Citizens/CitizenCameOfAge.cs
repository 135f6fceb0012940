namespace Sammenhaeng.Domain.Citizens;

/// <summary>The citizen has turned 18: nobody consents for them, and other plans are theirs.</summary>
public sealed record CitizenCameOfAge(CitizenId CitizenId) : IChangesCourse;
