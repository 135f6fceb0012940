using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Domain.Consent;

/// <summary>A plan that its own area has decided here to show to another one, on a ground, until a day. It is never removed.</summary>
public sealed class GivenShare : AggregateRoot
{
    public const int ShortestReason = 20;
    public const int LongestReason = 2000;

    private GivenShare()
    {
    }

    public GivenShareId Id { get; private init; }
    public CitizenId CitizenId { get; private init; }
    public string PlanSource { get; private init; } = "";
    public string PlanId { get; private init; } = "";

    /// <summary>Code of the area that may see it.</summary>
    public string Area { get; private init; } = "";
    public ShareGround Ground { get; private init; }

    /// <summary>Why, on any other ground than consent: the paragraph, or what outweighs what (forvaltningsloven § 28).</summary>
    public string? Reason { get; private init; }

    /// <summary>The last day.</summary>
    public DateOnly Until { get; private init; }
    public UserId SharedBy { get; private init; }
    public DateTimeOffset SharedAt { get; private init; }
    public UserId? StoppedBy { get; private set; }
    public DateTimeOffset? StoppedAt { get; private set; }

    public static GivenShare Share(
        CitizenId citizen, ItemKey plan, string area, ShareGround ground, string? reason, DateOnly until, UserId by, DateTimeOffset now)
    {
        if (ground != ShareGround.Consent && !(reason?.Trim().Length >= ShortestReason))
        {
            throw new ArgumentException("Without consent a plan is shared for a reason that is written down.", nameof(reason));
        }
        var share = new GivenShare
        {
            Id = GivenShareId.New(),
            CitizenId = citizen,
            PlanSource = plan.Source,
            PlanId = plan.Id,
            Area = area,
            Ground = ground,
            Reason = ground == ShareGround.Consent ? null : reason!.Trim(),
            Until = until,
            SharedBy = by,
            SharedAt = now,
        };
        share.Raise(new PlanShared(share.Id, citizen));
        return share;
    }

    public Result<Done> Stop(UserId by, DateTimeOffset now)
    {
        if (StoppedAt is not null)
        {
            return ConsentRefusals.NotShared;
        }
        (StoppedBy, StoppedAt) = (by, now);
        Raise(new SharingStopped(Id, CitizenId));
        return Done.Value;
    }
}
