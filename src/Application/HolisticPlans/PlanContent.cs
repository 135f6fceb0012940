using System.Globalization;
using System.Text.Json;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.HolisticPlans;

namespace Sammenhaeng.Application.HolisticPlans;

/// <summary>What the law demands of the kinds of plan that may be replaced, as the program is shipped with it.</summary>
public static class PlanContent
{
    private static readonly Lazy<ContentDemands> Loaded = new(Load);

    public static ContentDemands Demands => Loaded.Value;

    private static ContentDemands Load()
    {
        using var seed = SeedReference.Open("plan-content");
        return new ContentDemands(
            [.. seed.RootElement.GetProperty("parts").EnumerateArray().Select(PartOf)],
            [.. seed.RootElement.GetProperty("demands").EnumerateArray().Select(DemandOf)]);
    }

    private static ContentPart PartOf(JsonElement part) => new(
        Text(part, "code"), Text(part, "da"), Text(part, "en"), Word<TakenFrom>.Parse(Text(part, "from")));

    private static ContentDemand DemandOf(JsonElement demand) => new(
        demand.TryGetProperty("type", out var type) ? type.GetString() : null,
        Text(demand, "law"),
        Day(demand, "validFrom") ?? DateOnly.MinValue,
        Day(demand, "validTo"),
        [.. demand.GetProperty("parts").EnumerateArray().Select(part => part.GetString()!)]);

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static DateOnly? Day(JsonElement row, string name) =>
        row.TryGetProperty(name, out var day) ? DateOnly.ParseExact(day.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
