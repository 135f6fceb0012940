using Npgsql;
using Sammenhaeng.Application.CourseDocuments;
using Sammenhaeng.Domain.Courses;

namespace Sammenhaeng.Infrastructure.CourseDocuments;

/// <summary>Everything that a batch of documents does to courses, in the caller's transaction.</summary>
internal static class DocumentTurns
{
    /// <param name="connection">In a transaction, with the tables for these rows.</param>
    /// <param name="read">The documents that could be read; what comes of each is written on it.</param>
    /// <param name="documents">They and the others of their batch.</param>
    /// <param name="tools">Of the import.</param>
    /// <param name="now">By the business clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task TakeAsync(
        NpgsqlConnection connection, IReadOnlyList<DocumentHead> read, PreparedDocuments documents, ImportTools tools, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await tools.Layers.RequireAsync(connection, documents.Layers, cancellationToken);
        await DocumentMerge.BeginAsync(connection, cancellationToken);
        await CitizenLookup.FindAsync(connection, read, tools.CprProtection, now, cancellationToken);
        var areCopied = false;
        foreach (var turn in Turns(read))
        {
            areCopied = await DocumentMerge.MergeAsync(connection, turn, documents.Rows, areCopied, now, cancellationToken);
        }
        await CitizenLookup.ForgetUntoldAsync(connection, read, cancellationToken);
        // A source that has told of no contact before, and tells of none that coordinates now, moves nobody's claim.
        var changed = read.Where(head => head.HasChangedCourse && (head.HadBefore || head.TellsCoordinator)).Select(head => head.CitizenId.Value).Distinct().ToArray();
        if (changed.Length > 0)
        {
            await CoordinatorClaims.SettleAsync(connection, changed, LocalTime.DateOf(now), now, cancellationToken);
        }
    }

    /// <summary>Documents of one source about one citizen take turns, in the order they came.</summary>
    private static List<List<DocumentHead>> Turns(IReadOnlyList<DocumentHead> heads)
    {
        var counts = new Dictionary<(Domain.Citizens.CitizenId, string), int>(heads.Count);
        var turns = new List<List<DocumentHead>>();
        foreach (var head in heads.Where(head => head.Result != DocumentResult.Rejected))
        {
            var turn = counts.GetValueOrDefault((head.CitizenId, head.Source!));
            counts[(head.CitizenId, head.Source!)] = turn + 1;
            if (turn == turns.Count)
            {
                turns.Add([]);
            }
            turns[turn].Add(head);
        }
        return turns;
    }
}
