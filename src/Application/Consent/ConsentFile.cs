using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Kernel;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Consent;

/// <summary>A citizen's course as of today, with what the viewer sees of it and who could sign.</summary>
internal sealed record ConsentCourse(CourseFile File, CourseMask Mask, ReferenceSnapshot Reference, DateOnly Today)
{
    public CourseBuilder Course => File.Course;

    /// <summary>All that a plan could be shared with, in the order of their colours.</summary>
    public IReadOnlyList<AreaName> Areas => [.. Reference.CoreAreas.Keys.Select(Reference.NameOf).OrderBy(area => area.Colour == 0).ThenBy(area => area.Colour)];

    /// <summary>Somebody whose address is protected is named by the relation alone.</summary>
    public string NameOf(string signer)
    {
        if (signer == ConsentSigners.Citizen)
        {
            return File.Name;
        }
        foreach (ref readonly var person in Course.Network.Span)
        {
            if (person.Key.ToString() == signer)
            {
                return SharedPlanPeople.NameOf(person);
            }
        }
        return signer[(signer.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    /// <returns>−1 where the viewer sees no such plan.</returns>
    public int Plan(ItemKey key)
    {
        for (var i = 0; i < Course.Plans.Count; i++)
        {
            if (Course.Plans[i].Key == key && Mask.SeesPlan(i))
            {
                return i;
            }
        }
        return -1;
    }
}

/// <summary>Reads what requests about consent and sharing have in common. Access is decided before.</summary>
internal sealed class ConsentFile(ISammenhaengDb db, TodaysCourse todays, ICurrentViewer current, TimeProvider clock)
{
    public async Task<ConsentCourse> OpenAsync(CitizenId citizen, CancellationToken cancellationToken)
    {
        var (file, reference) = await todays.OpenAsync(citizen, cancellationToken);
        return new ConsentCourse(file, current.Viewer.MaskOf(file.Course, clock.Today(), reference), reference, clock.Today());
    }

    /// <summary>Whether it is for the viewer: a consent names two areas, so it is for those.</summary>
    public bool Concerns(string from, string to) => current.Viewer.Areas.Contains(from) || current.Viewer.Areas.Contains(to);

    /// <exception cref="StaleRevisionException">Somebody has changed it since it was read.</exception>
    public async Task<ConsentRecord> RecordAsync(
        CitizenId citizen, ConsentRecordId id, long? seenRevision, CancellationToken cancellationToken)
    {
        var record = await db.Set<ConsentRecord>().Where(one => one.Id == id && one.CitizenId == citizen).SeenAsync(cancellationToken);
        if (!Concerns(record.FromArea, record.ToArea))
        {
            throw new AccessDeniedException();
        }
        return seenRevision is null || record.Revision == seenRevision ? record : throw new StaleRevisionException();
    }

    /// <summary>All of it, or a part: then what is left goes on as one of its own.</summary>
    public Result<Done> Withdraw(ConsentRecord record, IReadOnlyList<string>? part, string signer, UserId? by)
    {
        if (part is not { Count: > 0 })
        {
            return record.Withdraw(signer, by, clock.Today());
        }
        var taken = record.WithdrawPart(part, signer, by, clock.Today(), clock.GetUtcNow());
        if (!taken.Succeeded)
        {
            return taken.Refusal;
        }
        if (taken.Value is { } rest)
        {
            db.Set<ConsentRecord>().Add(rest);
        }
        return Done.Value;
    }

    /// <summary>With the last yes the one it renews ends.</summary>
    /// <param name="record">That was answered just now.</param>
    /// <param name="by">Who of the staff wrote the answer down; nobody where it was signed with the e-ID.</param>
    /// <param name="cancellationToken">Of the request.</param>
    public async Task EndRenewedAsync(ConsentRecord record, UserId? by, CancellationToken cancellationToken)
    {
        if (record is not { State: ConsentState.Given, Renews: { } renewed })
        {
            return;
        }
        var before = await db.Set<ConsentRecord>().Where(one => one.Id == renewed && one.CitizenId == record.CitizenId).SeenAsync(cancellationToken);
        if (before.State == ConsentState.Given)
        {
            before.Withdraw(signer: null, by, clock.Today());
        }
    }

    /// <summary>The version of the text that is read to whoever is asked from now on.</summary>
    /// <param name="about">One of those of <see cref="ConsentTexts"/>.</param>
    public Task<string> TextVersionAsync(string language, string about, CancellationToken cancellationToken) => db.Sql<string>(
        $"""
        select version as "Value" from consent_texts where language = {language} and about = {about} order by published_on desc, version desc limit 1
        """).FirstAsync(cancellationToken);
}
