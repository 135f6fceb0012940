using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Writing;

/// <summary>Between what a time is looked for.</summary>
/// <param name="Now">Local; what has begun is past.</param>
/// <param name="Taken">When one of the professionals is busy.</param>
/// <param name="Away">Where it may not stay, such as the week that has too much.</param>
internal sealed record TimeBounds(DateTime Now, OpeningHours Opening, IReadOnlyList<BusyTime> Taken, int MostFree, BusyTime? Away = null);

/// <summary>Moves one appointment of a course to a time and judges what that causes, over and over; nothing else of the course changes.</summary>
internal sealed class TimeSearch
{
    private const int MostFreeADay = 2;
    private const int DaysToExplain = 3;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(30);

    private readonly ItemKey _key;

    // As far as is looked for times, and the weeks around the last of them.
    private readonly int _horizon;
    private readonly ConflictEngine _engine;
    private readonly ReferenceSnapshot _reference;
    private readonly HashSet<(string Rule, string SubjectKey)> _before;
    private readonly IReadOnlyList<string> _cut;

    /// <summary>Of something that is written now.</summary>
    public TimeSearch(UnsavedChange change, ItemKey key, (ConflictEngine Engine, ReferenceSnapshot Reference, DateOnly Today) on)
        : this(change.Before, change.After, key, on)
    {
    }

    /// <summary>Of an appointment as it is kept, away from what it is part of. Put back when done.</summary>
    /// <param name="solved">What a time may not cause again; null where it may.</param>
    public TimeSearch(CourseBuilder course, ItemKey key, (ConflictEngine Engine, ReferenceSnapshot Reference, DateOnly Today) on, (string Rule, string SubjectKey)? solved)
        : this(course, course, key, on)
    {
        if (solved is { } one)
        {
            _before.Remove(one);
        }
    }

    private TimeSearch(CourseBuilder before, CourseBuilder course, ItemKey key, (ConflictEngine Engine, ReferenceSnapshot Reference, DateOnly Today) on)
    {
        (Course, Today, _key, _engine, _reference) = (course, on.Today, key, on.Engine, on.Reference);
        var asked = LocalTime.DateOf(new DateTimeOffset(Found().Start, TimeSpan.Zero));
        From = asked > Today ? asked : Today;
        _horizon = From.DayNumber - Today.DayNumber + 7 * (FindTimes.Weeks + 2);
        _before = [.. _engine.Judge(before.Build(Today, _reference, _horizon), out _cut).Select(finding => (finding.Rule, finding.SubjectKey))];
        _ = Course.Build(Today, _reference, _horizon);
        var status = Found().Status;
        // What others cause among themselves once it no longer stands between them, it does not cause where it goes.
        Found().Status = AppointmentStatus.Cancelled;
        _before.UnionWith(_engine.Judge(Course.Build(Today, _reference, _horizon)).Select(finding => (finding.Rule, finding.SubjectKey)));
        Found().Status = status;
        _ = Course.Build(Today, _reference, _horizon);
        ref readonly var one = ref Found();
        (Start, Length) = (one.LocalStart, one.End - one.Start);
    }

    public CourseBuilder Course { get; }

    public DateOnly Today { get; }

    /// <summary>The first day that is looked at: the one it was to be on, or today.</summary>
    public DateOnly From { get; }

    /// <summary>As it was written; local.</summary>
    public DateTime Start { get; }

    public TimeSpan Length { get; }

    /// <summary>The nearest times that cause nothing new, from the day it was to be or from today, and why others are out.</summary>
    public (IReadOnlyList<FindTimes.Free> Times, IReadOnlyList<FindTimes.Out> Refused) Nearest(TimeBounds bounds, CourseMask mask)
    {
        var (free, refused) = (new List<FindTimes.Free>(), new List<FindTimes.Out>());
        var asked = DateOnly.FromDateTime(Start);
        var explained = 0;
        for (var date = From; date < From.AddDays(7 * FindTimes.Weeks) && free.Count < bounds.MostFree; date = date.AddDays(1))
        {
            if ((bounds.Opening.On(date) ?? (date == asked ? bounds.Opening.WhenAskedFor : null)) is { } hours)
            {
                OfDay(date, hours, bounds, mask, free, ++explained <= DaysToExplain ? refused : null);
            }
        }
        return (free, refused);
    }

    private void OfDay(
        DateOnly date, (TimeOnly From, TimeOnly To) hours, TimeBounds bounds, CourseMask mask, List<FindTimes.Free> free, List<FindTimes.Out>? refused)
    {
        var ofDay = 0;
        for (var start = date.ToDateTime(hours.From); start + Length <= date.ToDateTime(hours.To) && ofDay < MostFreeADay && free.Count < bounds.MostFree; start += Step)
        {
            if (start <= bounds.Now || bounds.Away?.Meets(start, start + Length) == true)
            {
                continue;
            }
            if (bounds.Taken.Any(one => one.Meets(start, start + Length)))
            {
                refused?.Add(new FindTimes.Out(start, [], IsTaken: true));
                continue;
            }
            var against = Try(start);
            if (against.Count == 0)
            {
                free.Add(new FindTimes.Free(start, start + Length));
                ofDay++;
            }
            else
            {
                refused?.Add(new FindTimes.Out(start, [.. against.Where(finding => mask.IsCompared(finding.Subjects)).Select(finding => RuleText.Of(finding.Rule).Title).Distinct()]));
            }
        }
    }

    /// <summary>Puts it where it was.</summary>
    public void PutBack() => _ = Try(Start);

    /// <summary>What the appointment would cause at this local time.</summary>
    public IReadOnlyList<Finding> Try(DateTime start)
    {
        ref var one = ref Found();
        one.Start = DateTime.SpecifyKind(start - LocalTime.Zone.GetUtcOffset(start), DateTimeKind.Utc);
        one.End = one.Start + Length;
        var findings = _engine.Judge(Course.Build(Today, _reference, _horizon));
        return [.. findings.Where(finding => !_before.Contains((finding.Rule, finding.SubjectKey)) && !_cut.Contains(finding.Rule))];
    }

    /// <summary>The rows are sorted anew each time, so it is looked for by its key.</summary>
    private ref AppointmentItem Found()
    {
        for (var i = 0; i < Course.Appointments.Count; i++)
        {
            if (Course.Appointments[i].Key == _key)
            {
                return ref Course.Appointments[i];
            }
        }
        throw new InvalidOperationException("The appointment is not in the course that it was written into.");
    }
}
