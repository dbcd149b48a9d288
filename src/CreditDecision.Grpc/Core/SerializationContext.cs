using System.Buffers;

namespace Grpc.Core;

/// <summary>Where one message is written to. Either <see cref="Complete(byte[])"/>, or buffer writer and <see cref="Complete()"/>.</summary>
public abstract class SerializationContext
{
    /// <summary>Gives the whole payload.</summary>
    public virtual void Complete(byte[] payload) => throw new NotImplementedException();

    /// <summary>Where to write the payload; ends with <see cref="Complete()"/>.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotImplementedException();

    /// <summary>Says before the first byte how long the payload is, so that it need not be buffered.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>The payload is in the buffer writer.</summary>
    public virtual void Complete() => throw new NotImplementedException();
}

/// <summary>Where one message is read from. Valid only until the deserializer returns.</summary>
public abstract class DeserializationContext
{
    /// <summary>Bytes of the payload, 0 or more.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The payload, copied.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotImplementedException();

    /// <summary>The payload in place.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => throw new NotImplementedException();
}
