using System.Globalization;
using System.Text;

namespace Sammenhaeng.Domain.Meetings;

/// <summary>
/// What was decided, told to the citizen in plain words: short sentences made of what stands in the meeting and of nothing else. What a
/// point was about is left out, for not everybody who reads it may see the conflict or the goal behind it. The citizen's language is Danish.
/// </summary>
public static class PlainSummary
{
    /// <summary>Above this a text is hard to read.</summary>
    public const int EasyLix = 30;

    private const int LongWord = 6;

    private static readonly CultureInfo Danish = CultureInfo.GetCultureInfo("da-DK");

    /// <param name="meeting">Of which it is told who was there.</param>
    /// <param name="day">On which it was held.</param>
    /// <param name="askWhom">To whom the citizen says that something is wrong.</param>
    public static string Of(NetworkMeeting meeting, DateOnly day, string askWhom)
    {
        var text = new StringBuilder();
        text.Append(Danish, $"Vi holdt møde den {day.ToString("d. MMMM yyyy", Danish)}. ");
        text.Append(meeting.CitizenPart switch
        {
            CitizenPart.Present => "Du var med.",
            CitizenPart.Declined => "Du ville ikke være med.",
            _ => "Du var der ikke.",
        });
        var decided = meeting.Points.OrderBy(point => point.Position)
            .Select(point => (point.Decision, Agreed: meeting.Agreements.Where(one => one.Point == point.Number).OrderBy(one => one.Number).ToList()))
            .Where(point => point.Decision is not null || point.Agreed.Count > 0).ToList();
        text.Append("\n\n").Append(decided.Count == 0 ? "Vi tog ingen beslutninger." : "Det blev vi enige om:");
        foreach (var (decision, agreed) in decided)
        {
            text.Append('\n');
            foreach (var sentence in agreed.Select(Sentence).Prepend(decision is null ? null : Closed(Capital(decision))).OfType<string>())
            {
                text.Append(sentence).Append(' ');
            }
            text.Length--;
        }
        return text.Append(Danish, $"\n\nEr noget forkert? Så sig det til {askWhom}.").ToString();
    }

    /// <summary>The readability index: words in a sentence, and of a hundred words the long ones.</summary>
    public static int Lix(string text)
    {
        var words = text.Split([' ', '\n', '\r', '\t', '.', ',', '!', '?', ':', ';', '(', ')', '»', '«', '"', '–', '/'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return 0;
        }
        var sentences = text.Split(['.', '!', '?', ':', '\n'], StringSplitOptions.RemoveEmptyEntries).Count(one => one.Any(char.IsLetter));
        return (int)Math.Round((double)words.Length / Math.Max(sentences, 1) + 100.0 * words.Count(word => word.Length > LongWord) / words.Length);
    }

    private static string Sentence(MeetingAgreement one)
    {
        var what = one.Text.TrimEnd('.', ' ');
        what = char.ToLower(what[0], Danish) + what[1..];
        var by = one.Due is { } due ? " senest den " + due.ToString("d. MMMM", Danish) : "";
        return $"{(one.IsCitizens ? "Du" : one.OwnerName)} {what}{by}.";
    }

    private static string Capital(string text) => char.ToUpper(text[0], Danish) + text[1..];

    private static string Closed(string text) => text[^1] is '.' or '!' or '?' ? text : text + ".";
}
