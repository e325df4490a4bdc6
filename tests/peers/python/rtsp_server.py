"""A camera that speaks RTSP: GStreamer's own server with a moving test picture.

Environment: CODEC (h264 or jpeg), AUTH (none, basic or digest), LOGIN (user:password), PORT (0: a
free one), SIZE (640x360), RATE (frames a second), GOP (frames from key frame to key frame).
"""

import os

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

Gst.init(None)
get = os.environ.get
width, height = get("SIZE", "640x360").split("x")
source = (
    f"videotestsrc is-live=true name=source pattern=ball ! "
    f"video/x-raw,width={width},height={height},framerate={get('RATE', '30')}/1"
)
coders = {
    "h264": f"x264enc tune=zerolatency speed-preset=ultrafast key-int-max={get('GOP', '30')} ! rtph264pay name=pay0",
    "jpeg": "jpegenc ! rtpjpegpay name=pay0",
}

server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(get("PORT", "0"))
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(f"( {source} ! videoconvert ! video/x-raw,format=I420 ! {coders[get('CODEC', 'h264')]} )")
factory.set_shared(True)

if get("AUTH", "none") != "none":
    user, password = get("LOGIN", "user:password").split(":", 1)
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    if get("AUTH") == "digest":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(user, password, token)
    else:
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)

server.get_mount_points().add_factory("/cam", factory)
server.attach(None)


def on_connected(_server, client):
    print("client came", flush=True)
    client.connect("closed", lambda _: print("client left", flush=True))


server.connect("client-connected", on_connected)
print(f"listening on {server.get_bound_port()}", flush=True)
GLib.MainLoop().run()
