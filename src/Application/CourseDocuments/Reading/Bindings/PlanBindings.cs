using Sammenhaeng.Application.CourseDocuments.Schema;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Application.CourseDocuments.Reading.Bindings;

/// <summary>Plans with their shares, and goals and milestones in them.</summary>
internal static class PlanBindings
{
    private const int HighestAge = 150;

    public static void Bind(FieldBinder fields)
    {
        BindPlan(fields);
        BindDetails(fields);
        BindShares(fields);
        BindGoals(fields);
        BindMilestones(fields);
    }

    private static ref PlanItem Plan(DocumentRows rows) => ref rows.Items.Plans[rows.Items.Plans.Count - 1];

    private static ref ShareItem Share(DocumentRows rows) => ref rows.Items.Shares[rows.Items.Shares.Count - 1];

    private static ref GoalItem Goal(DocumentRows rows) => ref rows.Items.Goals[rows.Items.Goals.Count - 1];

    private static ref MilestoneItem Milestone(DocumentRows rows) => ref rows.Items.Milestones[rows.Items.Milestones.Count - 1];

    private static void BindPlan(FieldBinder fields)
    {
        fields.Object(
            "/plans/*",
            static rows =>
            {
                rows.Items.Plans.Add();
                rows.Period = default;
            },
            static (rows, _) => Plan(rows).Period = rows.TakePeriod(ref rows.Period));
        fields.Name("/plans/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Plans, id);
            Plan(rows).Key = new ItemKey("", id);
        });
        fields.Code("/plans/*/type", CodeKind.PlanType, static (rows, known) => Plan(rows).Type = known.Type!);
        fields.Name("/plans/*/title", static (rows, text) => Plan(rows).Title = text);
        fields.Choice<PlanStatus>("/plans/*/status", static (rows, status) => Plan(rows).Status = status);
        fields.Date("/plans/*/from", static (rows, date) => rows.Period.From = date);
        fields.Date("/plans/*/to", static (rows, date) => rows.Period.To = date);
        fields.Date("/plans/*/nextFollowUp", static (rows, date) => Plan(rows).NextFollowUp = date);
        fields.Name("/plans/*/owner", static (rows, id) =>
        {
            rows.References.Refer(ReferenceTarget.Contact, id);
            Plan(rows).OwnerId = id;
        });
        fields.Text("/plans/*/successor", static (rows, text) =>
        {
            rows.References.Refer(ReferenceTarget.Plan, text, mayNameOthers: true);
            Plan(rows).SuccessorRef = text;
            Plan(rows).HasSuccessor = text is not null;
        });
        fields.Text("/plans/*/replacedBy", static (rows, text) =>
        {
            rows.References.Refer(ReferenceTarget.Plan, text, mayNameOthers: true);
            Plan(rows).ReplacedByRef = text;
            Plan(rows).IsReplaced = text is not null;
        });
    }

    private static void BindDetails(FieldBinder fields)
    {
        fields.Name("/plans/*/unit", static (rows, text) => Plan(rows).Unit = text);
        fields.Name("/plans/*/summary", static (rows, text) => Plan(rows).Summary = text);
        fields.Choice<Sensitivity>("/plans/*/sensitivity", static (rows, sensitivity) => Plan(rows).Sensitivity = sensitivity);
        fields.Integer("/plans/*/endsAtAge", static (rows, age) =>
        {
            if (age is < 0 or > HighestAge)
            {
                rows.Errors.Add(DocumentErrorCodes.Number, "0–150");
            }
            Plan(rows).EndsAtAge = age;
        });
        fields.Flag("/plans/*/noFurtherNeed", static (rows, flag) => Plan(rows).NoFurtherNeed = flag);
        fields.Flag("/plans/*/keepsOwner", static (rows, flag) => Plan(rows).KeepsOwner = flag);
        fields.Flag("/plans/*/citizenDeclinedGoal", static (rows, flag) => Plan(rows).CitizenDeclinedGoal = flag);
        fields.Date("/plans/*/decisionDate", static (rows, date) => Plan(rows).DecisionDate = date);
        fields.Name("/plans/*/caseRef/system", static (rows, text) => Plan(rows).CaseSystem = text);
        fields.Name("/plans/*/caseRef/number", static (rows, text) => Plan(rows).CaseNumber = text);
        fields.Name("/plans/*/caseRef/kle", static (rows, text) => Plan(rows).Kle = text);
    }

    private static void BindShares(FieldBinder fields)
    {
        // Until the end the row holds its plan's place, because the plan's id may come after its shares.
        fields.Object(
            "/plans/*/sharedWith/*",
            static rows => rows.Items.Shares.Add().Plan = rows.Items.Plans.Count - 1,
            static (rows, node) => DemandReason(rows, node));
        fields.Code("/plans/*/sharedWith/*/area", CodeKind.Area, static (rows, area) => Share(rows).Area = area.Code);
        fields.Choice<ShareGround>("/plans/*/sharedWith/*/ground", static (rows, ground) => Share(rows).Ground = ground);
        fields.Name("/plans/*/sharedWith/*/reason", static (rows, text) => Share(rows).Reason = text);
    }

    private static void DemandReason(DocumentRows rows, SchemaNode node)
    {
        ref var share = ref Share(rows);
        var hasReason = share.Reason is null ? rows.Has(node, "reason") : !string.IsNullOrWhiteSpace(share.Reason);
        if (share.Ground != ShareGround.Consent && !hasReason)
        {
            rows.Errors.AddFor("reason", DocumentErrorCodes.ShareReason);
        }
    }

    private static void BindGoals(FieldBinder fields)
    {
        fields.Object("/goals/*", static rows => rows.Items.Goals.Add());
        fields.Name("/goals/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Goals, id);
            Goal(rows).Key = new ItemKey("", id);
        });
        fields.Name("/goals/*/plan", static (rows, id) =>
        {
            rows.References.Refer(ReferenceTarget.Plan, id);
            Goal(rows).PlanId = id;
        });
        fields.Text("/goals/*/parent", static (rows, id) =>
        {
            rows.References.Refer(ReferenceTarget.Goal, id);
            Goal(rows).ParentId = id;
        });
        fields.Code("/goals/*/theme", CodeKind.Theme, static (rows, theme) => Goal(rows).Theme = theme.Code);
        fields.Choice<GoalDirection>("/goals/*/direction", static (rows, direction) => Goal(rows).Direction = direction);
        fields.Choice<GoalOrigin>("/goals/*/origin", static (rows, origin) => Goal(rows).Origin = origin);
        fields.Name("/goals/*/text", static (rows, text) => Goal(rows).Text = text);
        fields.Date("/goals/*/due", static (rows, date) => Goal(rows).Due = date);
        fields.Choice<GoalStatus>("/goals/*/status", static (rows, status) => Goal(rows).Status = status);
        fields.Integer("/goals/*/attainment", static (rows, number) => Goal(rows).Attainment = number);
    }

    private static void BindMilestones(FieldBinder fields)
    {
        fields.Object("/milestones/*", static rows => rows.Items.Milestones.Add());
        fields.Name("/milestones/*/id", static (rows, id) =>
        {
            rows.References.Tell(Collection.Milestones, id);
            Milestone(rows).Key = new ItemKey("", id);
        });
        fields.Name("/milestones/*/plan", static (rows, id) =>
        {
            rows.References.Refer(ReferenceTarget.Plan, id);
            Milestone(rows).PlanId = id;
        });
        fields.Name("/milestones/*/key", static (rows, text) => Milestone(rows).MilestoneKey = text);
        fields.Name("/milestones/*/title", static (rows, text) => Milestone(rows).Title = text);
        fields.Date("/milestones/*/due", static (rows, date) => Milestone(rows).Due = date ?? default);
        fields.Choice<MilestoneKind>("/milestones/*/kind", static (rows, kind) => Milestone(rows).Kind = kind);
    }
}
