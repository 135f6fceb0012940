using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Persistence;
using Sammenhaeng.Application.Plans;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Consent;

/// <summary>The texts that consents were asked by, each with what this one is about in its places: what was read can be read again.</summary>
internal sealed class ConsentTexts
{
    /// <summary>That one area may see plans of another.</summary>
    public const string Sharing = "sharing";

    /// <summary>That one plan takes the place of others.</summary>
    public const string Replacing = "replacing";

    private readonly Dictionary<(string Version, string Language), Row> _texts;
    private readonly Dictionary<UserId, string> _names;

    private ConsentTexts(IReadOnlyList<Row> rows)
    {
        _texts = rows.Where(row => row.Version is not null).ToDictionary(row => (row.Version!, row.Language!));
        _names = rows.Where(row => row.UserId is not null).ToDictionary(row => UserId.From(row.UserId!.Value), row => row.Text);
    }

    /// <param name="Text">Of a version, or the name of one of the staff.</param>
    /// <param name="Words">Of the kinds of information, in the order of <see cref="DataClassWords.All"/>.</param>
    internal sealed record Row(string? Version, string? Language, string Text, string[] Words, Guid? UserId);

    /// <summary>The texts of these, and the names of who of the staff asked and wrote down what was answered, in one question.</summary>
    public static async Task<ConsentTexts> ReadAsync(ISammenhaengDb db, IReadOnlyList<ConsentRecord> of, CancellationToken cancellationToken)
    {
        string[] versions = [.. of.Select(record => record.TextVersion).Distinct()];
        Guid[] staff = [.. of.SelectMany(record => record.Signatures.Select(one => one.WrittenDownBy).OfType<UserId>().Append(record.AskedBy)).Select(user => user.Value).Distinct()];
        return new ConsentTexts(await db.Sql<Row>(
            $"""
            select t.version, t.language, t.text, array(select to_jsonb(t) ->> word from unnest({DataClassWords.All.ToArray()}) as word) as words, null::uuid as user_id
            from consent_texts t where t.version = any({versions})
            union all
            select null, null, u.name, array[]::text[], u.id from users u where u.id = any({staff})
            """).ToListAsync(cancellationToken));
    }

    public string? NameOf(UserId? user) => user is { } one ? _names.GetValueOrDefault(one) : null;

    public string Of(ConsentRecord record, ReferenceSnapshot reference)
    {
        var text = _texts[(record.TextVersion, record.Language)];
        var (culture, and) = record.Language == "da" ? ("da-DK", " og ") : ("en-GB", " and ");
        var what = DataClassWords.All.Zip(text.Words).Where(one => record.Categories.Contains(one.First)).Select(one => one.Second).ToArray();
        return text.Text
            .Replace("{from}", reference.NameOf(record.FromArea).Name, StringComparison.Ordinal)
            .Replace("{to}", reference.NameOf(record.ToArea).Name, StringComparison.Ordinal)
            .Replace("{what}", what.Length == 1 ? what[0] : string.Join(", ", what[..^1]) + and + what[^1], StringComparison.Ordinal)
            .Replace("{purpose}", record.Purpose, StringComparison.Ordinal)
            .Replace("{until}", record.ValidTo.ToString("d. MMMM yyyy", CultureInfo.GetCultureInfo(culture)), StringComparison.Ordinal);
    }
}
