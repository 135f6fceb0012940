using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Messaging;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Consent;

/// <summary>One consent: the text as it is read to those who are asked, who they are, what each has answered, and what became of it.</summary>
[Needs(Permission.HandleConsents)]
public sealed record OpenConsent(CitizenId CitizenId, ConsentRecordId Consent) : IQuery<OpenConsent.View>, IConcernsCitizen
{
    public sealed record Answer(string Name, bool SaidYes, DateOnly AnsweredOn, ConsentMethod Method, string Note, string? WrittenDownBy, DateTimeOffset WrittenDownAt);

    public sealed record Signer(string Word, string Name);

    public sealed record View(
        ConsentRecordId Id, AreaName From, AreaName To, ConsentKind Kind, IReadOnlyList<string> Categories, string Purpose, ConsentState State,
        DateOnly? GivenOn, DateOnly ValidTo, DateOnly? WithdrawnOn, string? WithdrawnBy, string Text, string TextVersion, string Language,
        IReadOnlyList<Signer> Signers, IReadOnlyList<Signer> Waiting, IReadOnlyList<Answer> Answers, string? AskedBy, DateTimeOffset AskedAt,
        ConsentRecordId? Renews, bool IsOver, DateOnly Today, long Revision, bool IsOfPlan);

    internal sealed class Handler(ISammenhaengDb db, ConsentFile file) : IQueryHandler<OpenConsent, View>
    {
        public async Task<View> Handle(OpenConsent query, CancellationToken cancellationToken)
        {
            var record = await file.RecordAsync(query.CitizenId, query.Consent, seenRevision: null, cancellationToken);
            var course = await file.OpenAsync(query.CitizenId, cancellationToken);
            var texts = await ConsentTexts.ReadAsync(db, [record], cancellationToken);
            Signer Named(string word) => new(word, course.NameOf(word));
            return new View(
                record.Id, course.Reference.NameOf(record.FromArea), course.Reference.NameOf(record.ToArea), record.Kind, record.Categories,
                course.Mask.Text(record.Purpose), record.State, record.GivenOn, record.ValidTo, record.WithdrawnOn,
                record.WithdrawnBy is { } by ? course.NameOf(by) : null, texts.Of(record, course.Reference), record.TextVersion, record.Language,
                [.. record.Signers.Select(Named)], [.. record.Waiting.Select(Named)],
                [.. record.Signatures.Select(one => AnswerOf(one, course, texts))],
                texts.NameOf(record.AskedBy), record.AskedAt, record.Renews, record.ValidTo < course.Today, course.Today, record.Revision, record.HolisticPlanId is not null);
        }

        private static Answer AnswerOf(ConsentSignature one, ConsentCourse course, ConsentTexts texts) => new(
            course.NameOf(one.Signer), one.SaidYes, one.AnsweredOn, one.Method, course.Mask.Text(one.Note), texts.NameOf(one.WrittenDownBy), one.WrittenDownAt);
    }
}
