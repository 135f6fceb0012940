using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Application.CourseDocuments.Reading;
using Sammenhaeng.Application.Reference;
using Sammenhaeng.Domain.Conflicts;
using Sammenhaeng.Domain.Consent;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.Conflicts.Checking;

/// <summary>
/// Judges the documents of one citizen without storing anything: by the seed's reference data and limits, travel by the places
/// that the request brings. One checker serves one thread; an answer is valid until the next request.
/// </summary>
public sealed class CourseChecker
{
    /// <summary>The largest request that is taken.</summary>
    public const int MaxBytes = CheckRequest.MaxBytes;

    // A huge document leaves huge lists behind; those are not kept for the next request.
    private const int LargestWithKeptLists = 1024 * 1024;

    private readonly ErrorLog _errors = new();
    private readonly CheckRequest _request;
    private readonly CourseDocumentReader _reader;
    private readonly ConflictEngine _engine = new();
    private readonly ReferenceSnapshot _reference = SeedReference.Snapshot;
    private readonly CourseMerge _merge = new();
    private readonly List<CourseDocument> _documents = [];
    private readonly List<DocumentError> _documentErrors = [];
    private CourseBuilder _course = new();

    public CourseChecker()
    {
        _request = new CheckRequest(_errors);
        _reader = new CourseDocumentReader(_reference);
    }

    /// <summary>Answers one request, given as one JSON value.</summary>
    public CheckAnswer Check(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return CheckAnswer.OfFault(DocumentErrorCodes.TooLarge, CheckAnswer.Most);
        }
        _errors.Clear();
        _documentErrors.Clear();
        _merge.Clear();
        _course.Clear();
        _request.Read(utf8);
        if (!_errors.IsMalformed)
        {
            ReadDocuments(utf8);
        }
        if (!_errors.IsEmpty || _documentErrors.Count > 0)
        {
            var errors = _errors.Take().Concat(_documentErrors).Take(DocumentLimits.MaxErrors).ToArray();
            return CheckAnswer.OfErrors(_request.Id, _errors.IsMalformed ? 400 : 422, errors);
        }
        _merge.Fill(_course);
        var course = _course.Build(_request.AsOf, _reference, _request.HorizonDays, _request.Travel);
        var findings = _engine.Judge(course, out var cut);
        var names = new CourseNames(_course, CourseMask.Unmasked(_course, DateOnly.MinValue), _reference);
        if (utf8.Length > LargestWithKeptLists)
        {
            _documents.Clear();
            _course = new CourseBuilder();
        }
        return CheckAnswer.OfFindings(_request.Id, findings, cut, names);
    }

    /// <summary>As they arrived: the same rules hold for their order as when they are imported.</summary>
    private void ReadDocuments(ReadOnlySpan<byte> utf8)
    {
        for (var i = 0; i < _request.Documents.Count && _documentErrors.Count < DocumentLimits.MaxErrors; i++)
        {
            if (i == _documents.Count)
            {
                _documents.Add(new CourseDocument());
            }
            var reading = _reader.Read(utf8[_request.Documents[i]], _documents[i]);
            var errors = reading.Errors;
            if (reading.Document is { } document)
            {
                _merge.Add(document, out errors);
            }
            foreach (var error in errors)
            {
                _documentErrors.Add(error with { Path = FormattableString.Invariant($"/documents/{i}{error.Path}") });
            }
        }
    }
}
