using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Clock;
using Sammenhaeng.Application.Consent;
using Sammenhaeng.Application.Courses;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;

namespace Sammenhaeng.Application.OwnCourse;

/// <summary>What the citizen, or whoever decides for them, is asked to agree to, and what they have answered: each with its text.</summary>
[Needs(Permission.AnswerOwnConsents)]
public sealed record OpenOwnConsents(CitizenId CitizenId) : IQuery<OpenOwnConsents.View>, IConcernsCitizen
{
    /// <param name="Text">As it was, or is, read by those who are asked.</param>
    /// <param name="CanAnswer">It waits for the viewer.</param>
    /// <param name="CanWithdraw">The viewer is one of those who gave it, and it holds.</param>
    /// <param name="Waiting">Names of those whom it waits for.</param>
    public sealed record Line(
        ConsentRecordId Id, AreaName From, AreaName To, string Text, string Language, IReadOnlyList<string> Categories, ConsentState State, DateOnly? GivenOn, DateOnly ValidTo,
        DateOnly? WithdrawnOn, bool IsOver, bool CanAnswer, bool CanWithdraw, IReadOnlyList<string> Waiting, long Revision, bool IsOfPlan);

    /// <param name="HasFreshSignIn">Whoever signed in lately enough to say yes.</param>
    public sealed record View(IReadOnlyList<Line> Consents, bool HasFreshSignIn);

    internal sealed class Handler(ISammenhaengDb db, OwnConsents consents, TodaysCourse todays, ICurrentViewer current, CurrentCaller caller, TimeProvider clock)
        : IQueryHandler<OpenOwnConsents, View>
    {
        public async Task<View> Handle(OpenOwnConsents query, CancellationToken cancellationToken)
        {
            var records = await consents.ListAsync(query.CitizenId, cancellationToken);
            var (file, reference) = await todays.OpenAsync(query.CitizenId, cancellationToken);
            var today = clock.Today();
            var course = new ConsentCourse(file, CourseMask.For(file.Course, current.Relation.Standing!, today, reference.Places), reference, today);
            var texts = await ConsentTexts.ReadAsync(db, records, cancellationToken);
            return new View(
                [.. records.Select(record => LineOf(record, texts.Of(record, reference), course))],
                await db.HasFreshSignInAsync(caller.Caller, cancellationToken));
        }

        private Line LineOf(ConsentRecord one, string text, ConsentCourse course)
        {
            var (me, isOver) = (consents.AsWhom(one), one.ValidTo < course.Today);
            return new Line(
                one.Id, course.Reference.NameOf(one.FromArea), course.Reference.NameOf(one.ToArea), text, one.Language, one.Categories, one.State, one.GivenOn, one.ValidTo,
                one.WithdrawnOn, isOver, one.State == ConsentState.Asked && !isOver && one.Waiting.Contains(me), one.State == ConsentState.Given && !isOver && me is not null,
                [.. one.Waiting.Select(course.NameOf)], one.Revision, one.HolisticPlanId is not null);
        }
    }
}
