using Sammenhaeng.Domain.Kernel;

namespace Sammenhaeng.Domain.BreakGlass;

public static class BreakGlassRefusals
{
    public static readonly Refusal Unknown = new("breakGlass.unknown");
    public static readonly Refusal StaleSignIn = new("breakGlass.staleSignIn");
    public static readonly Refusal WorksWith = new("breakGlass.worksWith");
    public static readonly Refusal IsOver = new("breakGlass.isOver");
    public static readonly Refusal IsReviewed = new("breakGlass.isReviewed");
    public static readonly Refusal OwnReview = new("breakGlass.ownReview");
    public static readonly Refusal ReviewOfReviewer = new("breakGlass.reviewOfReviewer");
}
