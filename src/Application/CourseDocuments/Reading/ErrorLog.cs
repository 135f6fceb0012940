using System.Globalization;
using System.Text;

namespace Sammenhaeng.Application.CourseDocuments.Reading;

/// <summary>One step of a path: a property by its name, or an entry of a list by its index.</summary>
internal readonly record struct PathStep(string? Name, int Index);

/// <summary>Where the reading is, and what has been found wrong so far. A path is written only when something is wrong.</summary>
internal sealed class ErrorLog
{
    private const int LongestName = 64;

    private readonly List<DocumentError> _errors = [];
    private PathStep[] _steps = new PathStep[DocumentLimits.MaxDepth + 2];
    private int _depth;

    public bool IsEmpty => _errors.Count == 0;

    /// <summary>True when no more is to be read: too many errors, or one after which nothing can be trusted.</summary>
    public bool IsStopped { get; private set; }

    public bool IsMalformed { get; private set; }

    public ReadOnlySpan<PathStep> Steps => _steps.AsSpan(0, _depth);

    public void Clear()
    {
        _errors.Clear();
        _depth = 0;
        IsStopped = false;
        IsMalformed = false;
    }

    public void Push(string name) => Push(new PathStep(name, 0));

    public void Push(int index) => Push(new PathStep(null, index));

    public void Pop() => _depth--;

    public void Add(string code, string? bound = null) => AddAt(PathOf(Steps), code, bound);

    /// <summary>About a property of the object that is being read.</summary>
    public void AddFor(string property, string code, string? bound = null) => AddAt(PathOf(Steps) + "/" + property, code, bound);

    public void AddAt(string path, string code, string? bound = null)
    {
        if (IsStopped)
        {
            return;
        }
        if (_errors.Count == DocumentLimits.MaxErrors - 1)
        {
            var most = (DocumentLimits.MaxErrors - 1).ToString(CultureInfo.InvariantCulture);
            _errors.Add(new DocumentError("", DocumentErrorCodes.MoreErrors, most));
            IsStopped = true;
            return;
        }
        _errors.Add(new DocumentError(path, code, bound));
    }

    /// <summary>Nothing after this can be trusted, and what was found before is not about a document.</summary>
    public void Fail(string path, string code, string? bound = null)
    {
        _errors.Clear();
        IsStopped = false;
        AddAt(path, code, bound);
        IsStopped = true;
        IsMalformed = true;
    }

    public string Path => PathOf(Steps);

    public DocumentError[] Take() => [.. _errors];

    public static string PathOf(ReadOnlySpan<PathStep> steps)
    {
        var path = new StringBuilder();
        foreach (var step in steps)
        {
            path.Append('/');
            if (step.Name is null)
            {
                path.Append(CultureInfo.InvariantCulture, $"{step.Index}");
            }
            else
            {
                path.Append(step.Name);
            }
        }
        return path.ToString();
    }

    /// <summary>
    /// A name that no schema knows, made fit for a path: escaped as a pointer asks, and hidden when it may be personal data
    /// (a number that could be a CPR number) or could upset a log or a terminal.
    /// </summary>
    public static string Printable(string? name)
    {
        if (name is null or { Length: 0 or > LongestName } || name.Count(char.IsDigit) >= 6
            || name.Any(c => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format))
        {
            return "?";
        }
        return name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }

    private void Push(PathStep step)
    {
        if (_depth == _steps.Length)
        {
            Array.Resize(ref _steps, _depth * 2);
        }
        _steps[_depth++] = step;
    }
}
