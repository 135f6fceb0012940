using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Sammenhaeng.Application.CourseDocuments.Reading;
using Sammenhaeng.Application.CourseDocuments.Reading.Bindings;
using Sammenhaeng.Application.CourseDocuments.Schema;
using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>
/// Reads course documents: one pass over the bytes against the schema and the rules under it. Never throws for what a document
/// holds. One reader serves one thread; <see cref="Read(ReadOnlySpan{byte}, ReferenceSnapshot, CourseDocument?)"/> keeps one
/// for each.
/// </summary>
public sealed class CourseDocumentReader
{
    private static readonly Lazy<SchemaNode> Schema = new(CompileSchema);

    [ThreadStatic]
    private static CourseDocumentReader? _ofThread;

    private readonly ErrorLog _errors = new();
    private readonly DocumentRows _rows;
    private readonly DocumentWalk _walk;
    private readonly KnownCodes _codes;

    /// <param name="reference">What codes there are.</param>
    /// <param name="isWrittenHere">The documents are made of what somebody writes here, and speak as the product's own source.</param>
    public CourseDocumentReader(ReferenceSnapshot reference, bool isWrittenHere = false)
    {
        _rows = new DocumentRows(_errors) { IsWrittenHere = isWrittenHere };
        _walk = new DocumentWalk(_errors, _rows);
        _codes = new KnownCodes(reference);
    }

    /// <summary>
    /// Reads one document. With <paramref name="into"/> that document is emptied, filled and given back, so that a stream of
    /// documents needs no new lists; after a reading that failed its content means nothing.
    /// </summary>
    public static CourseDocumentReading Read(ReadOnlySpan<byte> utf8, ReferenceSnapshot reference, CourseDocument? into = null)
    {
        if (_ofThread?._codes.Reference != reference)
        {
            _ofThread = new CourseDocumentReader(reference);
        }
        return _ofThread.Read(utf8, into);
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, ReferenceSnapshot, CourseDocument?)"/>
    public CourseDocumentReading Read(ReadOnlySpan<byte> utf8, CourseDocument? into = null)
    {
        if (utf8.Length > DocumentLimits.MaxBytes)
        {
            return new CourseDocumentReading
            {
                Outcome = ReadingOutcome.TooLarge,
                Errors = [new DocumentError("", DocumentErrorCodes.TooLarge, "1 MB")],
            };
        }
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        }
        _errors.Clear();
        _rows.Begin(into ?? new CourseDocument(), _codes);
        if (Utf8.IsValid(utf8))
        {
            Walk(utf8);
        }
        else
        {
            _errors.Fail("", DocumentErrorCodes.Malformed, "UTF-8");
        }
        return Result();
    }

    private void Walk(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            _walk.Read(ref json, Schema.Value);
            _rows.Finish();
        }
        catch (JsonException malformed)
        {
            var place = string.Create(
                CultureInfo.InvariantCulture, $"{malformed.LineNumber + 1}:{malformed.BytePositionInLine + 1}");
            _errors.Fail(_errors.Path, DocumentErrorCodes.Malformed, place);
        }
    }

    private CourseDocumentReading Result() => new()
    {
        Outcome = _errors.IsMalformed ? ReadingOutcome.Malformed : _errors.IsEmpty ? ReadingOutcome.Read : ReadingOutcome.Invalid,
        Document = _errors.IsEmpty ? _rows.Document : null,
        Errors = _errors.IsEmpty ? [] : _errors.Take(),
        // A number that was put there is kept nowhere in the open.
        Source = _rows.HasSource && !Cpr.TryParse(_rows.Document.Source, out _) ? _rows.Document.Source : null,
        Area = _rows.HasArea ? _rows.Document.Area : null,
        ExportedAt = _rows.ExportedAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null,
    };

    private static SchemaNode CompileSchema()
    {
        using var stream = typeof(CourseDocumentReader).Assembly.GetManifestResourceStream("course-document.schema.json")
            ?? throw new InvalidOperationException("The schema of course documents is not in the program.");
        using var document = JsonDocument.Parse(stream);
        var schema = SchemaCompiler.Compile(document.RootElement);
        var fields = new FieldBinder(schema);
        HeadBindings.Bind(fields);
        PlanBindings.Bind(fields);
        InterventionBindings.Bind(fields);
        AppointmentBindings.Bind(fields);
        PeopleBindings.Bind(fields);
        FactBindings.Bind(fields);
        fields.DemandAll();
        return schema;
    }
}
