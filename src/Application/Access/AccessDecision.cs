using Sammenhaeng.Domain.Consent;

namespace Sammenhaeng.Application.Access;

/// <summary>Who asks: the viewer as the database knows them, or null when it does not, or no longer.</summary>
public sealed record AccessSubject(Viewer? Viewer, bool IsSystem);

/// <summary>What is asked about: nothing, or a citizen with the viewer's relation to them.</summary>
/// <param name="IsAboutCitizen">The request names a citizen.</param>
/// <param name="Exists">The database knows the citizen.</param>
public sealed record ObjectFacts(bool IsAboutCitizen, bool Exists, CitizenRelation Relation)
{
    public static readonly ObjectFacts NoCitizen = new(false, false, CitizenRelation.None);
}

/// <summary>What a permit asks of whoever answers by it. The access step sees to each.</summary>
[Flags]
public enum Obligation
{
    None = 0,

    /// <summary>Whom the request is about, and whom its answer shows, stands in the access log before the answer leaves.</summary>
    WriteDown = 1,

    /// <summary>Nothing is changed by it: a command is not let in.</summary>
    OnlyRead = 2,

    /// <summary>Only what the areas see that the emergency access names, and only as long as it lasts.</summary>
    ShowNamedAreas = 4,

    /// <summary>The request bears a reason, which is written down too (<see cref="IGivesReason"/>).</summary>
    SayWhy = 8,
}

/// <summary>The ground of a permit with what it asks for, or the code of a denial. Exactly one of them.</summary>
public sealed record AccessVerdict(string? Ground, string? DenialCode)
{
    public const string BreakGlass = "breakGlass";

    /// <summary>Written down of a CPR number that was looked for and shows nobody: many of them are somebody guessing.</summary>
    public const string NoHit = "noHit";

    public bool IsPermitted => DenialCode is null;

    /// <summary>None of a denial.</summary>
    public Obligation Obligations { get; private init; }

    public bool Obliges(Obligation to) => (Obligations & to) == to;

    public static AccessVerdict Permit(string ground, Obligation obligations = Obligation.None) =>
        new(ground, null) { Obligations = obligations | Obligation.WriteDown };

    public static AccessVerdict Deny(string code) => new(null, code);
}

/// <summary>The one place that decides. Pure and total: what no line permits is denied.</summary>
public static class AccessDecision
{
    public static AccessVerdict Decide(AccessSubject subject, Permission? action, ObjectFacts facts)
    {
        if (action is not { } permission || !Permissions.Rules.TryGetValue(permission, out var rule))
        {
            return AccessVerdict.Deny("access.undeclared");
        }
        if (rule.Relation == RelationNeed.None && facts.IsAboutCitizen)
        {
            return AccessVerdict.Deny("access.undeclared");
        }
        if (subject.IsSystem)
        {
            return AccessVerdict.Permit("system");
        }
        if (subject.Viewer is not { } viewer)
        {
            return AccessVerdict.Deny("access.unknown");
        }
        if (!viewer.Roles.Any(rule.Roles.Contains))
        {
            return AccessVerdict.Deny("access.role");
        }
        return ByRelation(permission, rule.Relation, facts);
    }

    private static AccessVerdict ByRelation(Permission permission, RelationNeed need, ObjectFacts facts) => need switch
    {
        RelationNeed.None => AccessVerdict.Permit("role"),
        // Not there and not yours are told apart by nobody outside.
        _ when !facts.Exists => AccessVerdict.Deny("access.relation"),
        // Before every permit: nobody looks up themselves or those close to them.
        _ when facts.Relation.IsClose => AccessVerdict.Deny("access.closeRelation"),
        RelationNeed.AnyCitizen => AccessVerdict.Permit(permission == Permission.TakeBreakGlass ? AccessVerdict.BreakGlass : "role"),
        RelationNeed.WorksWithCitizen when facts.Relation.IsCoordinator => AccessVerdict.Permit("coordinator", Of(permission)),
        RelationNeed.WorksWithCitizen when facts.Relation.OwnAreas.Count > 0 => AccessVerdict.Permit("ownArea", Of(permission)),
        RelationNeed.WorksWithCitizen when permission == Permission.SeeCourse && facts.Relation.BreakGlass is not null =>
            AccessVerdict.Permit(AccessVerdict.BreakGlass, Obligation.OnlyRead | Obligation.ShowNamedAreas),
        RelationNeed.StandsByCitizen when facts.Relation.Standing is { } standing && Opens(standing, permission) => AccessVerdict.Permit(GroundOf(standing.Kind)),
        RelationNeed.AskedToCoordinate when facts.Relation.IsAskedToCoordinate => AccessVerdict.Permit("asked"),
        _ => AccessVerdict.Deny("access.relation"),
    };

    private static Obligation Of(Permission permission) => permission == Permission.RevealPlaces ? Obligation.SayWhy : Obligation.None;

    private static bool Opens(Standing standing, Permission permission) => permission switch
    {
        Permission.SeeOwnCourse => standing.SeesCourse,
        Permission.SeeOwnAccesses => standing.SeesAccesses,
        Permission.AnswerOwnConsents => standing.AnswersConsents,
        // The words and the steps are the citizen's own, and nobody's who stands for or beside them.
        Permission.WriteOwnCourse => standing.Kind == StandingKind.Self,
        _ => false,
    };

    /// <summary>As the log has it.</summary>
    internal static string GroundOf(StandingKind kind) => kind switch
    {
        StandingKind.Self => "self",
        StandingKind.Guardian => "guardian",
        _ => "relative",
    };
}
