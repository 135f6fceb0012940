namespace Sammenhaeng.Web.Verbs;

/// <summary>One word the program understands. Exit 0 is fine, 1 means findings or rejections, 2 bad use, 3 that it could not run here.</summary>
internal interface IVerb
{
    string Name { get; }

    string Summary { get; }

    string Help { get; }

    Task<int> RunAsync(string[] args);
}

internal static class Exit
{
    public const int Fine = 0;
    public const int Findings = 1;
    public const int BadUse = 2;
    public const int CouldNotRun = 3;
}

/// <summary>The caller asked for something that does not exist; the text says what.</summary>
internal sealed class BadUseException(string message) : Exception(message);

/// <summary>The request was fine but this machine cannot carry it out now; the text says why in one line.</summary>
internal sealed class CouldNotRunException(string message) : Exception(message);
