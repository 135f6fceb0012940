namespace Sammenhaeng.Application.Writing;

public enum FieldType { Text, LongText, Date, Time, Number, YesNo, OneOf, SomeOf }

/// <summary>Where the choices of a field come from: the field's own words, reference data, or the citizen's course.</summary>
public enum FieldChoices { None, Words, PlanTypes, Themes, PurposeGroups, Demands, Plans, Goals, Colleagues, Owners, Invited, Places }

/// <summary>One field of a form: what a course document has under the same name, or the part of it that a person fills in.</summary>
/// <param name="Name">As the course document calls it, or of the part.</param>
public sealed record WrittenField(string Name, FieldType Type)
{
    public bool IsRequired { get; init; }

    /// <summary>The most characters.</summary>
    public int Most { get; init; } = 200;

    /// <summary>The least and the highest number.</summary>
    public (int Least, int Highest)? Range { get; init; }

    public FieldChoices Choices { get; init; }

    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>What a new one has: a word, or <c>today</c> or <c>me</c>.</summary>
    public string? Default { get; init; }
}
