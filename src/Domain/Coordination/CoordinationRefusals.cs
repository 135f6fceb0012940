using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.Coordination;

public static class CoordinationRefusals
{
    public static readonly Refusal NotProposed = new("coordination.notProposed");
    public static readonly Refusal NotYours = new("coordination.notYours");
    public static readonly Refusal NotActive = new("coordination.notActive");
    public static readonly Refusal CannotAnswer = new("coordination.cannotAnswer");
    public static readonly Refusal Already = new("coordination.already");
    public static readonly Refusal IsOver = new("coordination.isOver");
    public static readonly Refusal OwnedBySource = new("coordination.ownedBySource");
}
