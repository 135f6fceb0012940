using System.Data.Common;

namespace Sammenhaeng.Infrastructure.Courses;

/// <summary>A row as a data reader gives it.</summary>
internal struct ReaderRow(DbDataReader reader) : ICourseRow
{
    private int _column;

    public Guid Guid() => reader.GetGuid(_column++);

    public string Text() => reader.GetString(_column++);

    public string? TextOrNull() => Next() ? reader.GetString(_column - 1) : null;

    public string[] Texts() => TextsOrNull() ?? [];

    public string[]? TextsOrNull() => Next() ? reader.GetFieldValue<string[]>(_column - 1) : null;

    public bool Bool() => reader.GetBoolean(_column++);

    public int Int() => reader.GetInt32(_column++);

    public int? IntOrNull() => Next() ? reader.GetInt32(_column - 1) : null;

    public long Long() => reader.GetInt64(_column++);

    public long? LongOrNull() => Next() ? reader.GetInt64(_column - 1) : null;

    public double? DoubleOrNull() => Next() ? reader.GetDouble(_column - 1) : null;

    public DateOnly Date() => reader.GetFieldValue<DateOnly>(_column++);

    public DateOnly? DateOrNull() => Next() ? reader.GetFieldValue<DateOnly>(_column - 1) : null;

    public DateTime Instant() => reader.GetDateTime(_column++);

    public TimeOnly? TimeOrNull() => Next() ? reader.GetFieldValue<TimeOnly>(_column - 1) : null;

    private bool Next() => !reader.IsDBNull(_column++);
}
