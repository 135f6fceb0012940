using Microsoft.EntityFrameworkCore;
using Sammenhaeng.Application.Access;
using Sammenhaeng.Application.Persistence;

namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>What another system may tell: as itself, and of its own areas. A snapshot as somebody else would end what they have told.</summary>
/// <param name="Areas">Codes of core areas.</param>
/// <param name="Sources">The names it sends as; none of a system that reads alone.</param>
public sealed record SenderBounds(IReadOnlyList<string> Areas, IReadOnlyList<string> Sources)
{
    /// <summary>Of whoever asks; null of the program itself, whose files are whoever runs it gives it.</summary>
    internal static async Task<SenderBounds?> OfAsync(Viewer viewer, ISammenhaengDb db, ITransactions transactions, CancellationToken cancellationToken)
    {
        if (viewer.IsSystem)
        {
            return null;
        }
        var sender = await transactions.RunAsync(
            token => db.Users.AsNoTracking().SingleAsync(user => user.Id == viewer.UserId, token), TransactionKind.Read, cancellationToken);
        return new SenderBounds(viewer.Areas, sender.Sources);
    }

    /// <summary>Empty where it is theirs. What could not be read is judged by what could.</summary>
    public IReadOnlyList<DocumentError> WhyNot(string? source, string? area)
    {
        var errors = new List<DocumentError>();
        if (source is not null && !Sources.Contains(source))
        {
            errors.Add(new DocumentError("/source", DocumentErrorCodes.SourceOfOthers));
        }
        if (area is not null && !Areas.Contains(area))
        {
            errors.Add(new DocumentError("/area", DocumentErrorCodes.AreaOfOthers));
        }
        return errors;
    }

    /// <summary>Known to be theirs, and not merely not known to be another's.</summary>
    internal bool Has(string? source, string? area) => source is not null && area is not null && WhyNot(source, area).Count == 0;
}
