using System.Globalization;
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
        ConsentRecordId? Renews, bool IsOver, DateOnly Today, long Revision);

    internal sealed record FoundText(string Text, string[] What, Guid? Id, string? Name);

    internal sealed class Handler(ISammenhaengDb db, ConsentFile file) : IQueryHandler<OpenConsent, View>
    {
        public async Task<View> Handle(OpenConsent query, CancellationToken cancellationToken)
        {
            var record = await file.RecordAsync(query.CitizenId, query.Consent, seenRevision: null, cancellationToken);
            var course = await file.OpenAsync(query.CitizenId, cancellationToken);
            var staff = record.Signatures.Select(one => one.WrittenDownBy).Append(record.AskedBy).Select(user => user.Value).Distinct().ToArray();
            var found = await db.Sql<FoundText>(
                $"""
                select t.text, array(select to_jsonb(t) ->> word from unnest({record.Categories.ToArray()}) as word) as what, u.id, u.name
                from consent_texts t left join users u on u.id = any({staff})
                where t.version = {record.TextVersion} and t.language = {record.Language}
                """).ToListAsync(cancellationToken);
            var names = found.Where(row => row.Id is not null).ToDictionary(row => UserId.From(row.Id!.Value), row => row.Name!);
            Signer Named(string word) => new(word, course.NameOf(word));
            return new View(
                record.Id, course.Reference.NameOf(record.FromArea), course.Reference.NameOf(record.ToArea), record.Kind, record.Categories,
                record.Purpose, record.State, record.GivenOn, record.ValidTo, record.WithdrawnOn,
                record.WithdrawnBy is { } by ? course.NameOf(by) : null, TextOf(found[0], record, course), record.TextVersion, record.Language,
                [.. record.Signers.Select(Named)], [.. record.Waiting.Select(Named)],
                [.. record.Signatures.Select(one => AnswerOf(one, course, names))],
                names.GetValueOrDefault(record.AskedBy), record.AskedAt, record.Renews, record.ValidTo < course.Today, course.Today, record.Revision);
        }

        private static Answer AnswerOf(ConsentSignature one, ConsentCourse course, Dictionary<UserId, string> names) => new(
            course.NameOf(one.Signer), one.SaidYes, one.AnsweredOn, one.Method, one.Note, names.GetValueOrDefault(one.WrittenDownBy), one.WrittenDownAt);

        /// <summary>The text of the version with what this one is about in its places: what was read can be read again.</summary>
        private static string TextOf(FoundText text, ConsentRecord record, ConsentCourse course)
        {
            var culture = CultureInfo.GetCultureInfo(record.Language == "da" ? "da-DK" : "en-GB");
            var and = record.Language == "da" ? " og " : " and ";
            return text.Text
                .Replace("{from}", course.Reference.NameOf(record.FromArea).Name, StringComparison.Ordinal)
                .Replace("{to}", course.Reference.NameOf(record.ToArea).Name, StringComparison.Ordinal)
                .Replace("{what}", text.What.Length == 1 ? text.What[0] : string.Join(", ", text.What[..^1]) + and + text.What[^1], StringComparison.Ordinal)
                .Replace("{purpose}", record.Purpose, StringComparison.Ordinal)
                .Replace("{until}", record.ValidTo.ToString("d. MMMM yyyy", culture), StringComparison.Ordinal);
        }
    }
}
