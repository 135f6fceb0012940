namespace Sammenhaeng.Application.CourseDocuments;

/// <summary>Bounds that keep one document from taking more than its share.</summary>
public static class DocumentLimits
{
    public const int MaxBytes = 1024 * 1024;

    public const int MaxDepth = 16;

    /// <summary>Errors told of one document; a last one says that there are more.</summary>
    public const int MaxErrors = 100;

    /// <summary>Different things outside the document that it may refer to.</summary>
    public const int MaxReferencesToEarlier = 1000;
}
