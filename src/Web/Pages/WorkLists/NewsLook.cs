using System.Globalization;
using Microsoft.Extensions.Localization;
using Sammenhaeng.Application.WorkLists;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Web.Pages.WorkLists;

/// <summary>What is new about a citizen, in words, and where it is told in full.</summary>
internal static class NewsLook
{
    public static string Words(CitizenNews news, IStringLocalizer<Texts> texts) =>
        Shared.Show.Capital(string.Join(", ", news.Changes.Select(change => texts["day.news.number", texts["history.what." + change.What].Value, change.Number].Value)));

    public static string Href(CitizenNews news) =>
        $"/borgere/{news.CitizenId.Value}/historik?fra={LocalTime.DateOf(news.Since):yyyy-MM-dd}";

    /// <summary>As a form carries it, to the last digit.</summary>
    public static string Moment(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
