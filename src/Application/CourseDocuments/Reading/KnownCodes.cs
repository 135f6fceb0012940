using System.Collections.Frozen;
using System.Text;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading;

/// <summary>The lists of reference data that a document's codes must be in.</summary>
internal enum CodeKind : byte { None, Area, PlanType, Theme, PurposeGroup, Demand }

/// <summary>A code that is in its list; plan types come as what they stand for.</summary>
internal readonly record struct KnownCode(string Code, PlanType? Type);

/// <summary>Looks codes up as they stand in the document, so that a known code costs no string of its own.</summary>
internal sealed class KnownCodes(ReferenceSnapshot reference)
{
    private const int Longest = 64;

    private readonly FrozenDictionary<string, CoreArea>.AlternateLookup<ReadOnlySpan<char>> _areas =
        reference.CoreAreas.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly FrozenDictionary<string, PlanType>.AlternateLookup<ReadOnlySpan<char>> _planTypes =
        reference.PlanTypes.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _themes =
        reference.Themes.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _purposeGroups =
        reference.PurposeGroups.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _demands =
        reference.Demands.GetAlternateLookup<ReadOnlySpan<char>>();

    public ReferenceSnapshot Reference { get; } = reference;

    public bool TryFind(CodeKind kind, ReadOnlySpan<byte> utf8, out KnownCode known)
    {
        known = default;
        if (utf8.Length > Longest)
        {
            return false;
        }
        Span<char> buffer = stackalloc char[Longest];
        ReadOnlySpan<char> text = buffer[..Encoding.UTF8.GetChars(utf8, buffer)];
        var code = kind switch
        {
            CodeKind.Area => _areas.TryGetValue(text, out var area) ? area.Code : null,
            CodeKind.Theme => _themes.TryGetValue(text, out var theme) ? theme : null,
            CodeKind.PurposeGroup => _purposeGroups.TryGetValue(text, out var group) ? group : null,
            CodeKind.Demand => _demands.TryGetValue(text, out var demand) ? demand : null,
            _ => null,
        };
        var type = kind == CodeKind.PlanType && _planTypes.TryGetValue(text, out var found) ? found : null;
        code ??= type?.Code;
        known = new KnownCode(code ?? "", type);
        return code is not null;
    }
}
