using Sammenhaeng.Application.Citizens;

namespace Sammenhaeng.Web.Pages.Shared;

/// <summary>Whose citizens, as addresses and forms say it.</summary>
public static class ScopeNames
{
    private static readonly Dictionary<string, CitizenScope> Scopes = new(StringComparer.Ordinal)
    {
        ["mine"] = CitizenScope.Mine,
        ["koordinator"] = CitizenScope.Coordinated,
        ["omraade"] = CitizenScope.Areas,
    };

    public static IEnumerable<string> All => Scopes.Keys;

    public static string Known(string? name) => name is not null && Scopes.ContainsKey(name) ? name : "mine";

    public static CitizenScope Of(string? name) => Scopes[Known(name)];
}
