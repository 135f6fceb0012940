using Sammenhaeng.Application.Conflicts;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Writing;

/// <summary>Moves one appointment of a course to a time and judges what that causes, over and over; nothing else of the course changes.</summary>
internal sealed class TimeSearch
{
    // As far as is looked for times, and the weeks around the last of them.
    private const int Horizon = 7 * (FindTimes.Weeks + 2);

    private readonly ItemKey _key;
    private readonly ConflictEngine _engine;
    private readonly ReferenceSnapshot _reference;
    private readonly HashSet<(string Rule, string SubjectKey)> _before;
    private readonly IReadOnlyList<string> _cut;

    public TimeSearch(UnsavedChange change, ItemKey key, (ConflictEngine Engine, ReferenceSnapshot Reference, DateOnly Today) on)
    {
        (Course, Today, _key, _engine, _reference) = (change.After, on.Today, key, on.Engine, on.Reference);
        _before = [.. _engine.Judge(change.Before.Build(Today, _reference, Horizon), out _cut).Select(finding => (finding.Rule, finding.SubjectKey))];
        _ = Course.Build(Today, _reference, Horizon);
        ref readonly var one = ref Found();
        (Start, Length) = (one.LocalStart, one.End - one.Start);
    }

    public CourseBuilder Course { get; }

    public DateOnly Today { get; }

    /// <summary>As it was written; local.</summary>
    public DateTime Start { get; }

    public TimeSpan Length { get; }

    /// <summary>What the appointment would cause at this local time.</summary>
    public IReadOnlyList<Finding> Try(DateTime start)
    {
        ref var one = ref Found();
        one.Start = DateTime.SpecifyKind(start - LocalTime.Zone.GetUtcOffset(start), DateTimeKind.Utc);
        one.End = one.Start + Length;
        var findings = _engine.Judge(Course.Build(Today, _reference, Horizon));
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
