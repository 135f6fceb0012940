using System.Collections.Frozen;
using Sammenhaeng.Domain.Staff;

namespace Sammenhaeng.Application.Access;

/// <summary>What a request does. Each request names one with <see cref="NeedsAttribute"/>.</summary>
public enum Permission
{
    /// <summary>Start page, own settings, texts: anybody who is signed in.</summary>
    UseProduct,
    FindCitizens,

    /// <summary>What waits for oneself.</summary>
    SeeTasks,
    SeeCourse,

    /// <summary>The CPR number in full. Emergency access does not give it.</summary>
    RevealCpr,

    /// <summary>Where somebody protected is to be found. Emergency access does not give it.</summary>
    RevealPlaces,
    HandleConflicts,

    /// <summary>To write what an own area plans with the citizen, where that area has no system of its own.</summary>
    WritePlans,

    /// <summary>To write what the plans have in common: own words, common goals, follow-ups.</summary>
    WriteSharedPlan,

    /// <summary>To propose that another area changes something, and to answer such a proposal.</summary>
    ProposeChanges,

    /// <summary>To ask for consent between two areas, and write down what was answered.</summary>
    HandleConsents,

    /// <summary>To show a plan of an own area to another one.</summary>
    SharePlans,
    NameCoordinator,

    /// <summary>To say that what a system tells of a relative is so, which lets them in.</summary>
    ConfirmRelatives,
    AnswerCoordinatorProposal,
    SeeCriticalConflicts,
    ListCriticalConflicts,
    ImportDocuments,
    SeeImports,
    CorrectDocuments,
    CheckDocuments,
    SeeReferenceData,
    EditPlaces,
    EditRules,
    RunSweep,

    /// <summary>What the passing of days changes by itself. Nobody asks for it.</summary>
    PassDays,
    SeeOperations,
    SendMailsAgain,
    SeeFigures,
    SeeAccessLog,
    ManageStaff,

    /// <summary>Emergency access: to find the citizen, and to take it.</summary>
    FindForBreakGlass,
    TakeBreakGlass,
    ReviewBreakGlass,

    /// <summary>All that is known of one citizen, to be given to them.</summary>
    MakeSubjectAccessPack,

    /// <summary>Tells whom the user never looks up here: themselves, the household, others close.</summary>
    TellCloseRelations,

    /// <summary>Log control: to say why one looked, to judge it, and the report of it.</summary>
    AnswerLogControl,
    JudgeLogControl,
    SeeLogControlReport,

    /// <summary>To say of whom one look without work is enough for log control to ask.</summary>
    TellWellKnown,

    /// <summary>The citizen's own: whose course one may look at, the course, who has looked, and one's own answers.</summary>
    ListOwnCourses,
    SeeOwnCourse,
    SeeOwnAccesses,
    AnswerOwnConsents,

    /// <summary>The citizen's own words and own steps.</summary>
    WriteOwnCourse,
}

/// <summary>What the viewer must be to the citizen.</summary>
public enum RelationNeed
{
    /// <summary>The request is about no single citizen.</summary>
    None,

    /// <summary>A plan in an own area, or the coordinator.</summary>
    WorksWithCitizen,

    /// <summary>The one who was asked, who may not have worked with the citizen before.</summary>
    AskedToCoordinate,

    /// <summary>
    /// Critical findings and the access log reach the data-protection contact whoever the citizen is, and emergency access is taken of
    /// whom one does not work with.
    /// </summary>
    AnyCitizen,

    /// <summary>The citizen themselves, or a private person who stands for or beside them.</summary>
    StandsByCitizen,
}

public sealed record PermissionRule(RelationNeed Relation, FrozenSet<string> Roles);

/// <summary>The role list. Administrators are on no line that shows a citizen.</summary>
public static class Permissions
{
    public static readonly FrozenDictionary<Permission, PermissionRule> Rules = new Dictionary<Permission, PermissionRule>
    {
        [Permission.UseProduct] = Rule(RelationNeed.None, [.. Roles.All]),
        [Permission.FindCitizens] = Rule(RelationNeed.None, Roles.Caseworker, Roles.Machine),
        [Permission.SeeTasks] = Rule(RelationNeed.None, Roles.Caseworker, Roles.Leader, Roles.DataProtection),
        [Permission.SeeCourse] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker, Roles.Machine),
        [Permission.RevealCpr] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker),
        [Permission.RevealPlaces] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker),
        [Permission.HandleConflicts] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker, Roles.Machine),
        [Permission.WritePlans] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker),
        [Permission.WriteSharedPlan] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker),
        [Permission.ProposeChanges] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker),
        [Permission.HandleConsents] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker),
        [Permission.SharePlans] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker),
        [Permission.NameCoordinator] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker),
        [Permission.ConfirmRelatives] = Rule(RelationNeed.WorksWithCitizen, Roles.Caseworker),
        [Permission.AnswerCoordinatorProposal] = Rule(RelationNeed.AskedToCoordinate, Roles.Caseworker),
        [Permission.SeeCriticalConflicts] = Rule(RelationNeed.AnyCitizen, Roles.DataProtection),
        [Permission.ListCriticalConflicts] = Rule(RelationNeed.None, Roles.DataProtection),
        [Permission.ImportDocuments] = Rule(RelationNeed.None, Roles.Machine),
        [Permission.SeeImports] = Rule(RelationNeed.None, Roles.Caseworker, Roles.Administrator, Roles.Machine),
        [Permission.CorrectDocuments] = Rule(RelationNeed.None, Roles.Caseworker, Roles.Machine),
        [Permission.CheckDocuments] = Rule(RelationNeed.None, Roles.Caseworker, Roles.Machine),
        [Permission.SeeReferenceData] = Rule(RelationNeed.None, [.. Roles.All]),
        [Permission.EditPlaces] = Rule(RelationNeed.None, Roles.Administrator, Roles.Machine),
        [Permission.EditRules] = Rule(RelationNeed.None, Roles.Administrator),
        [Permission.RunSweep] = Rule(RelationNeed.None, Roles.Administrator, Roles.Machine),
        [Permission.PassDays] = Rule(RelationNeed.None),
        [Permission.SeeOperations] = Rule(RelationNeed.None, Roles.Administrator),
        [Permission.SendMailsAgain] = Rule(RelationNeed.None, Roles.Administrator),
        [Permission.SeeFigures] = Rule(RelationNeed.None, Roles.Leader),
        [Permission.SeeAccessLog] = Rule(RelationNeed.AnyCitizen, Roles.DataProtection),
        [Permission.FindForBreakGlass] = Rule(RelationNeed.None, Roles.Caseworker),
        [Permission.TakeBreakGlass] = Rule(RelationNeed.AnyCitizen, Roles.Caseworker),
        [Permission.ReviewBreakGlass] = Rule(RelationNeed.None, Roles.Leader, Roles.DataProtection),
        [Permission.MakeSubjectAccessPack] = Rule(RelationNeed.AnyCitizen, Roles.DataProtection),
        [Permission.TellCloseRelations] = Rule(RelationNeed.None, Roles.Caseworker, Roles.DataProtection),
        [Permission.AnswerLogControl] = Rule(RelationNeed.None, Roles.Caseworker, Roles.Leader, Roles.DataProtection),
        [Permission.JudgeLogControl] = Rule(RelationNeed.None, Roles.Leader, Roles.DataProtection),
        [Permission.SeeLogControlReport] = Rule(RelationNeed.None, Roles.DataProtection),
        [Permission.TellWellKnown] = Rule(RelationNeed.None, Roles.DataProtection),
        [Permission.ListOwnCourses] = Rule(RelationNeed.None, Roles.Private),
        [Permission.SeeOwnCourse] = Rule(RelationNeed.StandsByCitizen, Roles.Private),
        [Permission.SeeOwnAccesses] = Rule(RelationNeed.StandsByCitizen, Roles.Private),
        [Permission.AnswerOwnConsents] = Rule(RelationNeed.StandsByCitizen, Roles.Private),
        [Permission.WriteOwnCourse] = Rule(RelationNeed.StandsByCitizen, Roles.Private),
        [Permission.ManageStaff] = Rule(RelationNeed.None, Roles.Administrator),
    }.ToFrozenDictionary();

    private static PermissionRule Rule(RelationNeed relation, params string[] roles) => new(relation, roles.ToFrozenSet());
}

/// <summary>The permission a request needs. A request without one is let in by nobody.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NeedsAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
}
