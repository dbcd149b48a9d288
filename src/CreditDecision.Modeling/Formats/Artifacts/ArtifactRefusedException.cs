namespace CreditDecision.Modeling.Formats.Artifacts;

/// <summary>
/// Ends the reading of one artifact at its first mistake: a machine wrote the file, so a second mistake would only follow from the
/// first. It never leaves <see cref="ArtifactReader"/>, which reports it as a document error.
/// </summary>
/// <param name="path">Where in the file: a path of keys, a line, or a byte.</param>
internal sealed class ArtifactRefusedException(string path, string what) : Exception($"{path}: {what}")
{
    internal string Path { get; } = path;

    internal string What { get; } = what;
}
