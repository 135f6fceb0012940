using Sammenhaeng.Domain.Conflicts;

namespace Sammenhaeng.Domain.Consent;

/// <summary>
/// What of a plan a consent opens: the words of a course document's <c>categories</c>. A consent must name its kinds of information
/// (retssikkerhedsloven, vejl. pkt. 117), so a word that is none of these opens nothing.
/// </summary>
[Flags]
public enum DataClasses : byte
{
    None = 0,

    /// <summary>That there is the plan, its title, summary, status and dates, who owns it, and its deadlines.</summary>
    Plan = 1,
    Goals = 2,
    Interventions = 4,
    Appointments = 8,
    All = Plan | Goals | Interventions | Appointments,
}

public static class DataClassWords
{
    private static readonly (string Word, DataClasses Class)[] Known =
    [
        ("plan", DataClasses.Plan), ("goals", DataClasses.Goals), ("interventions", DataClasses.Interventions), ("appointments", DataClasses.Appointments),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Known.Select(one => one.Word)];

    public static DataClasses Of(IReadOnlyList<string>? words)
    {
        var classes = DataClasses.None;
        for (var i = 0; i < words?.Count; i++)
        {
            classes |= Array.Find(Known, one => one.Word == words[i]).Class;
        }
        return classes;
    }

    public static IReadOnlyList<string> In(DataClasses classes) => [.. Known.Where(one => (classes & one.Class) != 0).Select(one => one.Word)];

    /// <summary>What of its plan an item is. What stands in no plan is seen by its own area alone.</summary>
    public static DataClasses Of(SubjectKind kind) => kind switch
    {
        SubjectKind.Goal => DataClasses.Goals,
        SubjectKind.Intervention => DataClasses.Interventions,
        SubjectKind.Appointment => DataClasses.Appointments,
        _ => DataClasses.Plan,
    };
}
