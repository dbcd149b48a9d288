namespace Grpc.Core;

/// <summary>Part of the public shape. Neither stack makes one over HTTP: pass deadline and token of the context instead.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}

/// <summary>What a <see cref="ContextPropagationToken"/> carries over.</summary>
public class ContextPropagationOptions
{
    /// <summary>Both.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>As given.</summary>
    public ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
    {
        IsPropagateDeadline = propagateDeadline;
        IsPropagateCancellation = propagateCancellation;
    }

    /// <summary>Whether the deadline is carried over.</summary>
    public bool IsPropagateDeadline { get; }

    /// <summary>Whether cancellation is carried over.</summary>
    public bool IsPropagateCancellation { get; }
}
