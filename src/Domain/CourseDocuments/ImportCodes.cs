namespace Sammenhaeng.Domain.CourseDocuments;

/// <summary>How the documents came.</summary>
public enum ImportOrigin
{
    Console,
    Api,

    /// <summary>A refused document that was sent again.</summary>
    Correction,
    Demonstration,
}

public enum ImportState
{
    Running,
    Finished,

    /// <summary>Somebody stopped it; what was written stays, and the same file may be sent again.</summary>
    Stopped,
    Failed,
}

public enum RejectedDocumentState
{
    Waiting,

    /// <summary>Sent again and taken.</summary>
    Resent,
}
