using Google.Protobuf;
using Grpc.Core;
using Wire = CreditDecision.V1;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>
/// An application as it came: its bytes, as the service itself would serialize it. The message of them is made only for who asks for it; deciding reads
/// the bytes, since making the message costs as much as deciding.
/// </summary>
internal sealed class ReceivedRequest
{
    private static readonly CanonicalForm Form = CanonicalForm.Of(Wire.DecideRequest.Descriptor);

    private Wire.DecideRequest? _message;
    private string? _clientId;

    private ReceivedRequest(byte[] bytes, Wire.DecideRequest? message) => (Bytes, _message) = (bytes, message);

    public byte[] Bytes { get; }

    public Wire.DecideRequest Message => _message ??= Wire.DecideRequest.Parser.ParseFrom(Bytes);

    /// <summary>Not checked yet.</summary>
    public string ClientId => _clientId ??= ReadClientId();

    /// <param name="received">As a caller wrote them: in any order, or with fields that the service does not know.</param>
    /// <exception cref="InvalidProtocolBufferException">They are no message.</exception>
    public static ReceivedRequest Of(byte[] received) =>
        Form.Holds(received) ? new ReceivedRequest(received, null) : Of(Wire.DecideRequest.Parser.ParseFrom(received));

    public static ReceivedRequest Of(Wire.DecideRequest message) => new(message.ToByteArray(), message);

    public static ReceivedRequest Read(DeserializationContext context) => Of(context.PayloadAsNewBuffer());

    /// <summary>Says nothing of its content: it is personal.</summary>
    public override string ToString() => nameof(ReceivedRequest);

    private string ReadClientId()
    {
        var wire = new WireWalk(Bytes);
        while (wire.Next())
            if (wire.Field == (WireWalk.Block | Wire.DecideRequest.ClientIdFieldNumber)) return wire.Text;
        return "";
    }
}
