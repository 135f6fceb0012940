namespace Sammenhaeng.Application.Writing;

/// <summary>What can be written here. Each is a collection of a course document, so that what is written becomes part of the course as what is sent.</summary>
public enum WrittenKind { Plan, Goal, Intervention, Appointment, Restriction, Agreement, Milestone, Assessment }

public static class WrittenKinds
{
    public static WrittenKind Of(string collection) => Enum.GetValues<WrittenKind>().Single(kind => CollectionOf(kind) == collection);

    /// <summary>The collection of a course document.</summary>
    public static string CollectionOf(WrittenKind kind) => kind switch
    {
        WrittenKind.Plan => "plans",
        WrittenKind.Goal => "goals",
        WrittenKind.Intervention => "interventions",
        WrittenKind.Appointment => "appointments",
        WrittenKind.Restriction => "restrictions",
        WrittenKind.Agreement => "agreements",
        WrittenKind.Milestone => "milestones",
        _ => "assessments",
    };
}
