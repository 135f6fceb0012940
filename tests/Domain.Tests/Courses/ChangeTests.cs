using CsCheck;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Tests.Naive;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Courses;

/// <summary>One change in a course changes just the conflicts that it should.</summary>
public sealed class ChangeTests
{
    [Fact]
    public void Moving_an_appointment_by_its_overlap_removes_exactly_that_conflict() =>
        Gen.Select(GeneratedCourses.Courses, Gen.Int[1, 59], Gen.Bool, Gen.Int[0, 28]).Sample((generated, overlap, inPerson, day) =>
        {
            var course = generated with { Restrictions = [.. generated.Restrictions.Where(r => r.Kind != RestrictionKind.BlockedWindow)] };
            var start = At(course.AsOf.AddDays(Math.Min(day, course.HorizonDays)), 10);
            var first = Meeting("X2", start, inPerson);
            var second = Meeting("X1", start.AddMinutes(60 - overlap), inPerson);
            var before = PlainRows.Judge(course with { Appointments = [first, second] });
            var after = PlainRows.Judge(course with { Appointments = [first, Meeting("X1", start.AddHours(1), inPerson)] });

            Assert.Equal([new NaiveFinding("appointment.overlap", "social:X1+social:X2", Severity.H)], before.Except(after));
            Assert.Empty(after.Except(before));
        }, iter: 1_000);

    [Fact]
    public void Revoking_a_consent_adds_exactly_the_breaches_of_its_shares() =>
        Gen.Select(GeneratedCourses.Courses.Where(course => course.Consents.Any(course.Live)), Gen.Int[0, 99]).Sample((course, pick) =>
        {
            var live = course.Consents.Where(course.Live).ToList();
            var revoked = live[pick % live.Count];
            var left = live.Where(consent => consent != revoked).ToList();
            var before = PlainRows.Judge(course);
            var after = PlainRows.Judge(course with { Consents = [.. course.Consents.Select(x => x == revoked ? x with { RevokedAt = course.AsOf } : x)] });
            var broken = course.Shares
                .Where(share => share.Ground == ShareGround.Consent && Covers(course, revoked, share) && !left.Any(other => Covers(course, other, share)))
                .Select(share => share.Source + ":" + share.Plan + ">" + share.Area);

            Assert.Equal(broken.Distinct().Order(StringComparer.Ordinal), after.Except(before).Select(x => x.Subjects).Order(StringComparer.Ordinal));
            Assert.All(after.Except(before), x => Assert.Equal(("consent.breach", Severity.K), (x.Rule, x.Severity)));
            Assert.All(before.Except(after), x => Assert.Equal(revoked.Name, x.Subjects));
        }, iter: 1_000);

    private static bool Covers(PlainCourse course, PlainConsent consent, PlainShare share) =>
        consent.From.Contains(course.PlanOf(share.Source, share.Plan)!.Area) && consent.To.Contains(share.Area);

    private static PlainAppointment Meeting(string id, DateTimeOffset start, bool inPerson) =>
        new("social", "SIU", id, start, start.AddHours(1), inPerson ? AppointmentMode.InPerson : AppointmentMode.Video, AppointmentStatus.Booked) { Place = inPerson ? "P9" : null };

    private static DateTimeOffset At(DateOnly day, int hour)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        return new DateTimeOffset(local, LocalTime.Zone.GetUtcOffset(local));
    }
}
