namespace CreditDecision.LoadTests.Driving;

/// <summary>What is sent, by its place in the run.</summary>
internal interface IBodies
{
    /// <summary>The longest message, bytes.</summary>
    int Longest { get; }

    /// <summary>The message that is sent at this place of the run: one of its own, or an earlier one again.</summary>
    long NumberAt(long place);

    /// <summary>Whether a service must refuse the message.</summary>
    bool IsInvalid(long number);

    /// <summary>Writes the whole gRPC message.</summary>
    /// <returns>Its length.</returns>
    int Write(long number, Span<byte> to);
}

/// <summary>The same few messages in turn.</summary>
internal sealed class FixedBodies(IReadOnlyList<byte[]> bodies) : IBodies
{
    public int Longest => bodies.Max(body => body.Length);

    public long NumberAt(long place) => place;

    public bool IsInvalid(long number) => false;

    public int Write(long number, Span<byte> to)
    {
        byte[] body = bodies[(int)(number % bodies.Count)];
        body.CopyTo(to);
        return body.Length;
    }
}
