using Sammenhaeng.Domain.Citizens;
using Sammenhaeng.Domain.Coordination;
using Sammenhaeng.Domain.Courses;
using Sammenhaeng.Domain.Staff;
using Xunit;

namespace Sammenhaeng.Domain.Tests.Coordination;

public sealed class CoordinatorAssignmentTests
{
    private static readonly DateOnly Today = new(2026, 10, 5);
    private static readonly DateTimeOffset Now = new(2026, 10, 5, 6, 0, 0, TimeSpan.Zero);
    private static readonly CitizenId Citizen = CitizenId.New();
    private static readonly UserId Asker = UserId.New();
    private static readonly StaffPerson Lone = new(PersonId.New(), UserId.New(), "Lone Test");

    [Fact]
    public void Naming_oneself_acts_at_once()
    {
        var taken = CoordinatorAssignment.TakeOn(Citizen, Lone, Terms(), Now);
        Assert.Equal(AssignmentState.Active, taken.State);
        Assert.IsType<CoordinatorTookOn>(Assert.Single(taken.TakeEvents()));
        Assert.Equal(1, taken.Revision);
    }

    [Fact]
    public void Somebody_else_must_accept_first()
    {
        var asked = Propose();
        Assert.Equal(AssignmentState.Proposed, asked.State);
        Assert.Equal(CoordinationRefusals.NotYours, asked.Accept(Asker, Today, Now).Refusal);
        Assert.True(asked.Accept(Lone.UserId!.Value, Today.AddDays(3), Now).Succeeded);
        Assert.Equal((AssignmentState.Active, Today.AddDays(3)), (asked.State, asked.From));
        Assert.Equal(CoordinationRefusals.NotProposed, asked.Accept(Lone.UserId.Value, Today, Now).Refusal);
        Assert.Equal(CoordinationRefusals.NotProposed, asked.Withdraw(Now).Refusal);
    }

    [Fact]
    public void A_main_coordinator_begins_on_the_day_of_the_yes_and_a_deputy_on_the_day_asked_for()
    {
        Assert.Equal(Today, Accepted(CoordinatorKind.Main).From);
        Assert.Equal(Today.AddDays(5), Accepted(CoordinatorKind.Deputy).From);

        static CoordinatorAssignment Accepted(CoordinatorKind kind)
        {
            var asked = CoordinatorAssignment.Propose(Citizen, Lone, Terms() with { Kind = kind, From = Today.AddDays(5) }, Asker, Now).Value;
            Assert.True(asked.Accept(Lone.UserId!.Value, Today, Now).Succeeded);
            return asked;
        }
    }

    [Fact]
    public void Who_does_not_sign_in_here_cannot_be_asked() => Assert.Equal(
        CoordinationRefusals.CannotAnswer,
        CoordinatorAssignment.Propose(Citizen, Lone with { UserId = null }, Terms(), Asker, Now).Refusal);

    [Fact]
    public void A_proposal_can_be_declined_or_withdrawn_once()
    {
        var declined = Propose();
        Assert.True(declined.Decline(Lone.UserId!.Value, "Jeg er på ferie", Now).Succeeded);
        Assert.Equal((AssignmentState.Declined, "Jeg er på ferie"), (declined.State, declined.DeclineReason));
        Assert.Equal(CoordinationRefusals.NotProposed, declined.Withdraw(Now).Refusal);

        var withdrawn = Propose();
        Assert.True(withdrawn.Withdraw(Now).Succeeded);
        Assert.Equal(CoordinationRefusals.NotProposed, withdrawn.Decline(Lone.UserId.Value, null, Now).Refusal);
    }

    [Fact]
    public void The_role_ends_on_a_day_it_was_still_held()
    {
        var taken = CoordinatorAssignment.TakeOn(Citizen, Lone, Terms(), Now);
        Assert.True(taken.End(Today.AddDays(-2)).Succeeded);
        Assert.Equal((AssignmentState.Ended, (DateOnly?)Today), (taken.State, taken.To));
        Assert.Equal(CoordinationRefusals.NotActive, taken.End(Today).Refusal);
        Assert.Equal(CoordinationRefusals.NotActive, taken.Authorise([]).Refusal);
    }

    [Fact]
    public void What_an_adopted_coordinator_may_do_is_the_sources_to_say()
    {
        var adopted = CoordinatorAssignment.Adopt(Citizen, Lone, Terms(), null, "social", "C1", Now);
        Assert.Equal(AssignmentState.Active, adopted.State);
        Assert.Equal(CoordinationRefusals.OwnedBySource, adopted.Authorise([CoordinatorMandate.Grant]).Refusal);

        var taken = CoordinatorAssignment.TakeOn(Citizen, Lone, Terms(), Now);
        Assert.True(taken.Authorise([CoordinatorMandate.Grant, CoordinatorMandate.Grant]).Succeeded);
        Assert.Equal([CoordinatorMandate.Grant], taken.Mandate);
    }

    [Fact]
    public void A_coordinator_is_main_or_deputy() => Assert.Throws<ArgumentException>(
        () => CoordinatorAssignment.TakeOn(Citizen, Lone, Terms() with { Kind = CoordinatorKind.None }, Now));

    private static CoordinatorAssignment Propose() => CoordinatorAssignment.Propose(Citizen, Lone, Terms(), Asker, Now).Value;

    private static CoordinatorTerms Terms() => new(CoordinatorKind.Main, Today, [], true);
}
