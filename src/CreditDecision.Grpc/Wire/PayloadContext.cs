using System.Buffers;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>
/// Hands a payload to a deserializer. Deserializing neither waits nor nests, so each thread keeps one and a message costs none.
/// </summary>
internal sealed class PayloadContext : DeserializationContext
{
    [ThreadStatic]
    private static PayloadContext? t_idle;

    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    public static PayloadContext Rent(in ReadOnlySequence<byte> payload)
    {
        var context = t_idle ?? new PayloadContext();
        t_idle = null;
        context._payload = payload;
        return context;
    }

    public void Return()
    {
        _payload = default;
        t_idle = this;
    }
}
