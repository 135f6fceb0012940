using Microsoft.AspNetCore.Mvc;
using Sammenhaeng.Application.Messaging;

namespace Sammenhaeng.Web.Pages.Plans;

public sealed class TimelineModel(ISender sender) : CitizenPageModel(sender)
{
    private static readonly Dictionary<string, int> DaysPerColumn = new(StringComparer.Ordinal) { ["13"] = 1, ["26"] = 2, ["52"] = 4 };

    /// <summary>Weeks to show (?uger=26).</summary>
    [BindProperty(SupportsGet = true, Name = "uger")]
    public string? Weeks { get; set; }

    public string Zoom => Weeks is not null && DaysPerColumn.ContainsKey(Weeks) ? Weeks : "13";

    /// <summary>A day in the first week to show (?fra=2026-10-05).</summary>
    [BindProperty(SupportsGet = true, Name = "fra")]
    public DateOnly? From { get; set; }

    public TimelineScale Scale
    {
        get
        {
            var days = DaysPerColumn[Zoom];
            return From is { Year: > 1900 and < 2200 } from
                ? new TimelineScale(TimelineScale.MondayOf(from), days)
                : TimelineScale.Around(View.AsOf, days);
        }
    }

    public string At(string weeks, DateOnly? from)
    {
        var query = DateQuery.Length > 0 ? DateQuery + "&" : "?";
        return $"/borgere/{CitizenId.Value}/tidslinje{query}uger={weeks}" + (from is null ? "" : $"&fra={from:yyyy-MM-dd}");
    }
}
