namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>
/// One row of a course table, read column by column in order. Two ways of reading stand behind it (a data reader for one
/// citizen, raw binary COPY for streams of citizens), so that the mapping of columns is written once.
/// </summary>
internal interface ICourseRow
{
    Guid Guid();
    string Text();
    string? TextOrNull();
    string[] Texts();
    string[]? TextsOrNull();
    bool Bool();
    int Int();
    int? IntOrNull();
    long Long();
    long? LongOrNull();
    double? DoubleOrNull();
    DateOnly Date();
    DateOnly? DateOrNull();
    /// <summary>UTC.</summary>
    DateTime Instant();
    TimeOnly? TimeOrNull();
}
