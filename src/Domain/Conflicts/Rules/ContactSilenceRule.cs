using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Domain.Conflicts.Rules;

/// <summary>Plans run, and nobody has spoken with the citizen for a long time.</summary>
public sealed class ContactSilenceRule : IConflictRule
{
    public string Key => "contact.silence";

    public void Find(in CitizenCourse course, ref Findings findings)
    {
        if (course.Citizen.LastContactOn is not { } last
            || course.AsOf.DayNumber - last.DayNumber <= course.Limits.SilenceDays)
        {
            return;
        }
        foreach (ref readonly var plan in course.Plans)
        {
            if (plan.IsActive)
            {
                findings.Add(Finding.Of(Key, Severity.L,
                    Evidence.Of(("lastContactOn", last), ("limitDays", course.Limits.SilenceDays)), Subject.Citizen));
                return;
            }
        }
    }
}
