using System.Collections.Frozen;
using Sammenhaeng.Domain.LogControl;

namespace Sammenhaeng.Application.Access;

/// <summary>What a row of the access log is to log control.</summary>
public static class AccessKinds
{
    private static readonly FrozenSet<string> Acts = new[]
    {
        Permission.HandleConflicts, Permission.HandleConsents, Permission.SharePlans, Permission.NameCoordinator, Permission.AnswerCoordinatorProposal,
        Permission.ConfirmRelatives, Permission.WritePlans, Permission.ProposeChanges,
    }.Select(permission => permission.ToString()).ToFrozenSet(StringComparer.Ordinal);

    /// <param name="purpose">The permission.</param>
    /// <param name="ground">Of the permit.</param>
    /// <param name="outcome">Permitted, or the code of the denial.</param>
    public static AccessKind Of(string purpose, string? ground, string outcome) =>
        outcome != "permitted" ? AccessKind.Denied
        : ground == AccessVerdict.NoHit ? AccessKind.NumberWithoutHit
        : purpose == nameof(Permission.MakeSubjectAccessPack) ? AccessKind.Export
        : Acts.Contains(purpose) ? AccessKind.Act
        : AccessKind.Look;
}
